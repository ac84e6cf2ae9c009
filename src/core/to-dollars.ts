/** An amount for a sentence: to a hundredth of a cent, a smaller one to three digits; no exponent, no zeros at its end. */
export const toDollars = (usd: number): string => {
  const decimals = usd > 0 ? Math.max(4, 2 - Math.floor(Math.log10(usd))) : 4;
  return `$${usd.toFixed(Math.min(12, decimals)).replace(/\.?0+$/, '')}`;
};
