import { formatCount } from '../../figures.ts'
import { outlierCounts } from '../../stats/quantiles/tukey.ts'
import { trafficChanges } from '../evidence/changing-traffic.ts'
import type { Check } from '../evidence/check.ts'
import { sortedLatenciesOf } from '../evidence/latencies-of.ts'

const fewestRequests = 20
/** Severe outliers above this share are no accident any more; skewed latencies have about 1 %. */
const notableShare = 0.02
const notableCount = 3

/** Latencies far from the others, by Tukey's fences. They are counted, and stay in every figure. */
export const outliers: Check = ({ header, samples }) => {
  if (trafficChanges(header)) return null
  const latencies = sortedLatenciesOf(samples)
  const n = latencies.length
  const { lowSevere, lowMild, highMild, highSevere } = outlierCounts(latencies)
  const severe = lowSevere + highSevere
  const mild = lowMild + highMild
  // Where half of them are equal, every other one would be an outlier: the clock is too coarse to tell.
  if (n < fewestRequests || latencies[Math.floor(n / 4)] === latencies[Math.floor((3 * n) / 4)]) return null
  const base = { id: 'outliers', protects: ['latency', 'response'] }
  if (mild + severe === 0) return { ...base, status: 'ok', message: `no outliers among ${formatCount(n)} latencies` }
  const found =
    `${formatCount(mild + severe)} of ${formatCount(n)} latencies are outliers ` +
    `(${formatCount(mild)} mild, ${formatCount(severe)} severe), kept in every figure`
  return severe >= notableCount && severe > notableShare * n
    ? { ...base, status: 'warning', message: `${found}: close other programs, or judge a percentile and not the mean` }
    : { ...base, status: 'ok', message: found }
}
