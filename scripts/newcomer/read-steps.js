/**
 * The commands that a newcomer finds in README before the table of providers, in their order: the lines of its `sh`
 * blocks without the remarks behind them. From a line with an ellipsis on, a block needs a key of the reader's own and is
 * left out.
 * @param {string} readme
 * @returns {string[]}
 */
export const readSteps = (readme) => {
  const beginning = readme.slice(0, readme.indexOf('\n## Providers'));
  return [...beginning.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block]) => {
    const lines = block.split('\n').map((line) => line.replace(/\s{2,}# .*$/, '').trim()).filter((line) => line !== '');
    const ownKey = lines.findIndex((line) => line.includes('…'));
    return ownKey < 0 ? lines : lines.slice(0, ownKey);
  });
};
