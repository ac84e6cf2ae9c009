/** Environment variables as the program sees them. Everything but `readEnvironment` takes one as a parameter. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The variables of this process. It is the live object, because on Windows its lookups ignore case. */
export const readEnvironment = (): Environment => process.env;
