import { normalCdf } from '../../../src/stats/normal.ts'
import { type Draws, logNormal, type StudiedLoad } from './verdict-studies.ts'

/** Durations whose mean and quantiles are known. */
export interface Population {
  readonly words: string
  readonly durations: StudiedLoad['durations']
  readonly mean: number
  /** Share of all that lie below. */
  readonly cdf: (value: number) => number
}

/** The quantile of a population, by bisection to 1e-9. */
export function quantileOf({ cdf }: Pick<Population, 'cdf'>, p: number): number {
  let [low, high] = [1e-3, 1e6]
  while (high / low > 1 + 1e-9) {
    const middle = Math.sqrt(low * high)
    if (cdf(middle) < p) low = middle
    else high = middle
  }
  return low
}

const logNormalCdf =
  (sd: number, mean = 100) =>
  (value: number): number =>
    normalCdf((Math.log(value / mean) + sd ** 2 / 2) / sd)

/** Independent log-normal durations. */
export function ofLogNormal(sd: number, words: string): Population {
  return { words, mean: 100, durations: logNormal(100, sd), cdf: logNormalCdf(sd) }
}

/** Log-normal durations (variation 0.4) whose latent values are a first-order process. */
export function ofAutoregression(coefficient: number): Population {
  const sd = 0.4
  return {
    words: `AR(1) ${coefficient}`,
    mean: 100,
    cdf: logNormalCdf(sd),
    durations: ({ normal }) => {
      let latent = normal()
      return () => {
        const value = 100 * Math.exp(sd * latent - sd ** 2 / 2)
        latent = coefficient * latent + Math.sqrt(1 - coefficient ** 2) * normal()
        return value
      }
    },
  }
}

/** Stretches of slow answers among log-normal ones (variation 0.2). */
export interface Stretches {
  /** Slow ones in a stretch: always, or on average of a geometric distribution. */
  readonly dwell: number
  readonly even?: boolean
  /** Share of all that is slow. */
  readonly share?: number
  /** Times that a slow one takes longer. */
  readonly by?: number
}

/** Durations with stretches of slow ones. */
export function ofStretches({ dwell, even = false, share = 0.1, by = 1.5 }: Stretches): Population {
  const sd = 0.2
  const [quick, slow] = [logNormalCdf(sd), logNormalCdf(sd, 100 * by)]
  return {
    words: `${even ? 'always' : 'on average'} ${dwell} slow in a row, ${share * 100} % by ${by}`,
    mean: 100 * (1 + share * (by - 1)),
    cdf: (value) => (1 - share) * quick(value) + share * slow(value),
    durations: (draws) => {
      const isSlow = slowOnes({ dwell, even, share }, draws)
      const next = logNormal(100, sd)(draws)
      return () => next() * (isSlow() ? by : 1)
    },
  }
}

/** Whether the next request is a slow one. */
export function slowOnes({ dwell, even, share = 0.1 }: Stretches, { uniform }: Draws): () => boolean {
  const gap = (dwell * (1 - share)) / share
  let slow = uniform() < share
  let left = 1 + Math.floor(uniform() * dwell)
  return () => {
    const now = slow
    if (slow) slow = even === true ? --left > 0 : uniform() >= 1 / dwell
    else if (uniform() < 1 / gap) [slow, left] = [true, dwell]
    return now
  }
}

/** Log-normal durations (variation 0.2) times what the place of a request in the run says; `n` requests a run. */
export function ofPlaces(words: string, n: number, factor: (place: number) => number): Population {
  const sd = 0.2
  const factors = Array.from({ length: n }, (_, place) => factor(place / n))
  const cdfs = factors.map((times) => logNormalCdf(sd, 100 * times))
  return {
    words,
    mean: (100 / n) * factors.reduce((sum, times) => sum + times, 0),
    cdf: (value) => cdfs.reduce((sum, cdf) => sum + cdf(value) / n, 0),
    durations: (draws) => {
      const next = logNormal(100, sd)(draws)
      let place = 0
      return () => next() * (factors[place++ % n] as number)
    },
  }
}

/** Independent durations of several shapes. */
export const independent: readonly Population[] = [
  {
    words: 'normal, variation 0.15',
    mean: 100,
    durations:
      ({ normal }) =>
      () =>
        100 + 15 * normal(),
    cdf: (value) => normalCdf((value - 100) / 15),
  },
  ofLogNormal(0.5, 'log-normal, variation 0.5'),
  {
    words: 'exponential',
    mean: 100,
    durations:
      ({ uniform }) =>
      () =>
        -100 * Math.log(1 - uniform()),
    cdf: (value) => 1 - Math.exp(-value / 100),
  },
  {
    words: 'two modes, 50 and 150, 4 to 1',
    mean: 70,
    durations:
      ({ uniform, normal }) =>
      () =>
        (uniform() < 0.8 ? 50 : 150) + 3 * normal(),
    cdf: (value) => 0.8 * normalCdf((value - 50) / 3) + 0.2 * normalCdf((value - 150) / 3),
  },
  ofLogNormal(1, 'heavy: log-normal, variation 1.3'),
  {
    words: 'heavy: Pareto 2.5, no third moment',
    mean: 500 / 3,
    durations:
      ({ uniform }) =>
      () =>
        100 * (1 - uniform()) ** -0.4,
    cdf: (value) => (value < 100 ? 0 : 1 - (value / 100) ** -2.5),
  },
]
