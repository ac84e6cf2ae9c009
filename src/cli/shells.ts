/** The shells that can complete a command line, and the file of each in the folder completions. */
export const shells: Readonly<Record<string, string>> = { bash: 'uada.bash', zsh: '_uada', fish: 'uada.fish', powershell: 'uada.ps1' };
