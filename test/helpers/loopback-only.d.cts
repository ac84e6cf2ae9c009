/** The hosts on other machines that a test, or a program of it, wanted to ask since the last question. test/setup.ts asks after every test. */
export const takeWantedHosts: () => readonly string[];
