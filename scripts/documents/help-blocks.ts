const block = /<!-- help: (uada[\w -]*?) -->\n[\s\S]*?<!-- help end -->/g;

/** Replaces what stands between `<!-- help: uada … -->` and `<!-- help end -->` by what that command's `--help` prints. */
export const withHelpBlocks = (document: string, helpOf: (path: readonly string[]) => string): string =>
  document.replace(block, (_, command: string) =>
    `<!-- help: ${command} -->\n\`\`\`text\n${helpOf(command.split(' ').slice(1)).trim()}\n\`\`\`\n<!-- help end -->`);
