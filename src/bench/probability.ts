/** Logarithm of the gamma function for arguments above 0 (Lanczos 1964, g = 7, nine terms; about 1e-15). */
const logGamma = (x: number): number => {
  const terms = [676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7];
  const shifted = x - 1;
  const sum = terms.reduce((total, term, index) => total + term / (shifted + index + 1), 0.99999999999980993);
  const base = shifted + terms.length - 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
};

const fractionSteps = 400;
const tiny = 1e-300;

/** The continued fraction of the incomplete beta function, by Lentz's method (DLMF 8.17.22). */
const betaFraction = (x: number, a: number, b: number): number => {
  let c = 1;
  let d = 1 / Math.max(tiny, 1 - (a + b) * x / (a + 1));
  let fraction = d;
  for (let m = 1; m <= fractionSteps; m += 1) {
    const factors = [m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))];
    let change = 1;
    for (const factor of factors) {
      d = 1 / (Math.abs(1 + factor * d) < tiny ? tiny : 1 + factor * d);
      c = Math.abs(1 + factor / c) < tiny ? tiny : 1 + factor / c;
      change = d * c;
      fraction *= change;
    }
    if (Math.abs(change - 1) < 1e-14) break;
  }
  return fraction;
};

/** The regularised incomplete beta function: P(B <= x) of a beta variable. */
export const incompleteBeta = (x: number, a: number, b: number): number => {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  return x < (a + 1) / (a + b + 2) ? front * betaFraction(x, a, b) / a : 1 - front * betaFraction(1 - x, b, a) / b;
};

/** P(|T| >= |t|) of Student's t. With a great `freedom` it is that of the normal distribution. */
export const twoSidedT = (t: number, freedom: number): number => {
  if (Number.isNaN(t) || Number.isNaN(freedom)) return 1;
  return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
};

/** Degrees of freedom at which Student's t is the normal distribution to six digits. */
const normalFreedom = 1e7;

/** P(|Z| >= |z|) of the normal distribution. */
export const twoSidedNormal = (z: number): number => twoSidedT(z, normalFreedom);
