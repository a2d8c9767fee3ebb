/**
 * The distributions that estimates and tests are read from: the standard normal, Student's t and chi-squared. Upper
 * tails are worked out by themselves and not as one minus the rest, so that very small chances stay exact.
 *
 * Accurate to about 13 digits, to 9 for a million degrees of freedom and to 6 for 10⁹; a test holds them against values from
 * SciPy.
 */

/** ln Γ(x) for x > 0. Source: C. Lanczos 1964, with the coefficients for g = 7 and nine terms. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  const t = z + 7.5;
  const series = lanczos.reduce((sum, term, index) => sum + (index === 0 ? term : term / (z + index)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(series);
}

const lanczos = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406,
  12.507343278686905, -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

/** The density of the standard normal at `z`. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/** How probable it is that a standard normal is at most `z`. */
export function normalBelow(z: number): number {
  return normalAbove(-z);
}

/** How probable it is that a standard normal is above `z`. */
export function normalAbove(z: number): number {
  if (z === Infinity) return 0;
  if (z === -Infinity) return 1;
  const half = 0.5 * gammaAbove(0.5, 0.5 * z * z);
  return z >= 0 ? half : 1 - half;
}

/**
 * The `z` that a standard normal is above with chance `tail`; ±Infinity for 0 and 1.
 *
 * Source: M. J. Wichura, Algorithm AS 241, Applied Statistics 37 (1988), its routine PPND16.
 */
export function normalAt(tail: number): number {
  const q = 0.5 - tail;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(nearMiddle.above, r)) / polynomial(nearMiddle.below, r);
  }
  const smaller = Math.min(tail, 1 - tail);
  if (smaller <= 0) return q > 0 ? Infinity : -Infinity;
  const r = Math.sqrt(-Math.log(smaller));
  const part = r <= 5 ? inTails : farOut;
  const distance = r - (r <= 5 ? 1.6 : 5);
  return Math.sign(q) * (polynomial(part.above, distance) / polynomial(part.below, distance));
}

const nearMiddle = {
  above: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
    67265.7709270087, 33430.57558358813, 2509.0809287301227,
  ],
  below: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852546,
  ],
};
const inTails = {
  above: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  below: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
};
const farOut = {
  above: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  below: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
    1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
  ],
};

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

/** With more, the normal is nearer to Student's t than what is left of its terms, which are huge and all but cancel out. */
const mostFreedom = 1e9;

/** How probable it is that Student's t with `freedom` degrees of freedom is above `t`. Infinite freedom is the normal. */
export function studentAbove(t: number, freedom: number): number {
  if (freedom > mostFreedom) return normalAbove(t);
  const half = 0.5 * betaBelow(freedom / 2, 0.5, freedom / (freedom + t * t));
  return t >= 0 ? half : 1 - half;
}

/**
 * The `t` that Student's t with `freedom` degrees of freedom is above with chance `tail`, which is in (0, 0.5]: by
 * Newton's method on the logarithm of the tail, kept between bounds.
 */
export function studentAt(tail: number, freedom: number): number {
  let t = Math.max(normalAt(tail), 0);
  if (freedom > mostFreedom) return t;
  // Student's tails are the heavier ones.
  let low = t;
  let high = Infinity;
  for (let step = 0; step < 100; step += 1) {
    const above = studentAbove(t, freedom);
    if (above > tail) low = t;
    else high = t;
    const next = t + (Math.log(above / tail) * above) / studentDensity(t, freedom);
    const within = next >= low && next <= high ? next : high === Infinity ? 2 * t + 1 : (low + high) / 2;
    if (Math.abs(within - t) <= 1e-14 * t) return within;
    t = within;
  }
  return t;
}

function studentDensity(t: number, freedom: number): number {
  const half = (freedom + 1) / 2;
  const scale = logGamma(half) - logGamma(freedom / 2) - 0.5 * Math.log(freedom * Math.PI);
  return Math.exp(scale - half * Math.log1p((t * t) / freedom));
}

/** How probable it is that chi-squared with `freedom` degrees of freedom is above `x`. */
export function chiSquaredAbove(x: number, freedom: number): number {
  return x <= 0 ? 1 : gammaAbove(freedom / 2, x / 2);
}

/**
 * The regularised upper incomplete gamma function Q(a, x): by its series where x is small, by Lentz's continued fraction
 * elsewhere.
 *
 * Source: NIST Digital Library of Mathematical Functions, 8.11.4 and 8.9.2.
 */
function gammaAbove(a: number, x: number): number {
  if (x === 0) return 1;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < mostTerms && term > sum * precision; n += 1) sum += term *= x / (a + n);
    return 1 - scale * sum;
  }
  return scale / continued((n) => (n === 0 ? [1, x + 1 - a] : [n * (a - n), x + 2 * n + 1 - a]));
}

/**
 * The regularised incomplete beta function I(a, b; x), by its continued fraction.
 *
 * Source: NIST Digital Library of Mathematical Functions, 8.17.22; mirrored where it converges slowly.
 */
export function betaBelow(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaBelow(b, a, 1 - x);
  const logScale =
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x) - Math.log(a);
  const fraction = continued((n) => {
    if (n === 0) return [1, 1];
    const m = Math.floor(n / 2);
    const numerator =
      n % 2 === 0
        ? (m * (b - m) * x) / ((a + n - 1) * (a + n))
        : (-(a + m) * (a + b + m) * x) / ((a + n - 1) * (a + n));
    return [numerator, 1];
  });
  return Math.exp(logScale) / fraction;
}

const precision = 1e-16;
const mostTerms = 10_000;

/** b0 + a1 / (b1 + a2 / (b2 + …)), by the modified method of Lentz. `at(n)` gives [a, b] of the n-th term. */
function continued(at: (n: number) => [numerator: number, denominator: number]): number {
  const tiny = 1e-300;
  let value = at(0)[1] || tiny;
  let c = value;
  let d = 0;
  for (let n = 1; n < mostTerms; n += 1) {
    const [numerator, denominator] = at(n);
    d = 1 / (denominator + numerator * d || tiny);
    c = denominator + numerator / c || tiny;
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) < precision * 10) break;
  }
  return value;
}
