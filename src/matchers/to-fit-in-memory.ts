import { bytesBeside, formatBytes, formatLimit } from '../figures.ts'
import { bytesOfSize, type MemorySize, memorySizeWords } from '../option-check/memory-size.ts'
import { noMore } from '../option-check/no-more.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { shown } from '../option-check/shown.ts'
import { judgeFact } from '../verdicts/fact.ts'
import { conclude, type Matcher } from './claims/claim.ts'
import { measuredRun, notMeasured } from './claims/measured-run.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims that the model ran in so much memory: the peak resident size of its process plus
     * dedicated video memory. Observed once.
     *
     * @param size - Bytes, or a number with a unit: GB is 10^9 bytes, GiB is 2^30.
     * @throws LlmBenchError `not-measured` when the value is no run or its memory is not known,
     * `.not` included; `invalid-option` for a wrong size.
     * @example
     * expect(run).toFitInMemory('2 GB')
     */
    toFitInMemory: (size: MemorySize) => R
  }
}

const matcher = 'toFitInMemory'

/** The matcher `expect(run).toFitInMemory(size)`. */
export const toFitInMemory: Matcher<[size: MemorySize]> = function judge(received, size, ...more) {
  noMore(`${matcher}(size)`, more)
  const limit = bytesOfSize(size)
  if (limit === null) throw notAllowed(`${matcher}(size)`, shown(size), memorySizeWords)
  const subject = measuredRun(received, matcher)
  const { memory, target, provenance } = subject.record
  const { peakRssBytes, vramBytes } = memory
  if (peakRssBytes === null) {
    throw notMeasured(matcher, 'peak memory was not measured: this system does not tell, or the model runs elsewhere')
  }
  if (vramBytes === null && target.backend === 'cuda') {
    throw notMeasured(matcher, 'video memory was not measured: the system does not tell what the GPU used')
  }
  const total = peakRssBytes + (vramBytes ?? 0)
  const videoMemory = vramBytes === null ? 'unknown' : formatBytes(vramBytes)
  return conclude(this, {
    matcher,
    subject,
    metric: 'memory',
    unit: 'bytes',
    what: 'peak memory',
    relation: `within ${typeof size === 'string' ? size : formatLimit(limit, 'bytes')}`,
    threshold: limit,
    judgement: judgeFact(total, total <= limit),
    observed: bytesBeside(total, limit),
    provenance,
    counted: 'runs',
    details: () => [
      `resident ${formatBytes(peakRssBytes)}, video memory ${videoMemory}; ` +
        'a smaller quantization or context needs less',
    ],
  })
}
