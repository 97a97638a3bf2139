import { seededRandom } from '../../../../../src/stats/random.ts'

/** A power over time, of which every joule is known: pieces of straight lines. */
export interface PowerCurve {
  /** Most watts that the device can draw. */
  readonly limitWatts: number
  /** Joules from 0 to a moment, in milliseconds. */
  joules(until: number): number
  watts(at: number): number
}

type Kind = 'steps' | 'ramps' | 'short bursts' | 'long bursts' | 'steady'
const kinds: readonly Kind[] = ['steps', 'ramps', 'short bursts', 'long bursts', 'steady']

/** A curve of `lengthMs` for a seed, the kinds in turns. Bursts are shorter, or longer, than `sampleMs`. */
export function powerCurve(seed: number, lengthMs: number, sampleMs: number): PowerCurve {
  const random = seededRandom(seed * 2 + 1)
  const kind = kinds[seed % kinds.length] as Kind
  const idle = 8 + 60 * random()
  const limit = idle + 40 + 300 * random()
  const level = (): number => idle + (limit - idle) * random()
  const knots: [number, number][] = [[0, level()]]
  const hold = (until: number, watts: number): void => {
    const last = knots.at(-1) as [number, number]
    // A jump takes a tenth of a millisecond.
    knots.push([last[0] + 0.1, watts], [Math.max(last[0] + 0.2, until), watts])
  }
  while ((knots.at(-1) as [number, number])[0] < lengthMs) {
    const [at] = knots.at(-1) as [number, number]
    if (kind === 'steps') hold(at + sampleMs * (2 + 30 * random()), level())
    else if (kind === 'ramps') knots.push([at + sampleMs * (3 + 40 * random()), level()])
    else if (kind === 'steady') hold(at + lengthMs / 3, idle + (limit - idle) * 0.6 * (1 + 0.02 * random()))
    else {
      const length = kind === 'short bursts' ? sampleMs * (0.1 + 0.8 * random()) : sampleMs * (1.5 + 10 * random())
      hold(at + length * (0.3 + 4 * random()), idle)
      hold((knots.at(-1) as [number, number])[0] + length, limit * (0.7 + 0.3 * random()))
    }
  }
  return curveOf(knots, limit)
}

function curveOf(knots: readonly (readonly [number, number])[], limitWatts: number): PowerCurve {
  const sums: number[] = [0]
  for (let index = 1; index < knots.length; index++) {
    const [began, before] = knots[index - 1] as [number, number]
    const [ended, after] = knots[index] as [number, number]
    sums.push((sums[index - 1] as number) + (((before + after) / 2) * (ended - began)) / 1000)
  }
  const place = (at: number): number => {
    let [low, high] = [0, knots.length - 2]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((knots[middle] as [number, number])[0] <= at) low = middle
      else high = middle - 1
    }
    return low
  }
  const watts = (at: number): number => {
    const index = place(at)
    const [began, before] = knots[index] as [number, number]
    const [ended, after] = knots[index + 1] as [number, number]
    return before + ((after - before) * (at - began)) / (ended - began)
  }
  return {
    limitWatts,
    watts,
    joules: (until) => {
      const index = place(until)
      const [began, before] = knots[index] as [number, number]
      return (sums[index] as number) + (((before + watts(until)) / 2) * (until - began)) / 1000
    },
  }
}
