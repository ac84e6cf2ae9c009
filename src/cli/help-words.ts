/** `help history list` as the flag of that command. Only where it names commands, or nothing: "help me understand this" is a prompt. */
export const helpWords = (words: readonly string[], names: readonly string[]): readonly string[] => {
  const [first, command, ...more] = words;
  if (first !== 'help') return words;
  if (command === undefined) return ['--help'];
  return names.includes(command) ? [command, ...more, '--help'] : words;
};
