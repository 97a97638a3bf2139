import type { Backend } from '../record/target.ts'
import { judgeFact } from '../verdicts/fact.ts'
import * as v from 'valibot'
import { checkValue } from '../option-check/check-value.ts'
import { noMore } from '../option-check/no-more.ts'
import { conclude, type Matcher } from './claims/claim.ts'
import { measuredRun, notMeasured } from './claims/measured-run.ts'
import { plainName } from '../plain-text.ts'

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Claims which compute backend the engine really used. `gpu` stands for any but `cpu`.
     *
     * @throws LlmBenchError `not-measured` when the value is no run or its backend is not known,
     * `.not` included; `invalid-option` for an unknown backend.
     * @example
     * expect(run).toRunOn('metal')
     * expect(run).not.toRunOn('cpu')
     */
    toRunOn: (backend: Backend | 'gpu') => R
  }
}

const matcher = 'toRunOn'
const schema = v.picklist(['metal', 'cuda', 'vulkan', 'cpu', 'gpu'])

/** The matcher `expect(run).toRunOn(backend)`. */
export const toRunOn: Matcher<[backend: Backend | 'gpu']> = function judge(received, backend, ...more) {
  noMore(`${matcher}(backend)`, more)
  checkValue(schema, backend, `${matcher}(backend)`)
  const subject = measuredRun(received, matcher)
  const { target, provenance } = subject.record
  const used = target.backend
  if (used === null) {
    throw notMeasured(matcher, 'the backend is not known: the engine does not tell it')
  }
  const holds = backend === 'gpu' ? used !== 'cpu' : used === backend
  return conclude(this, {
    matcher,
    subject,
    metric: 'backend',
    unit: '',
    what: 'backend',
    relation: backend,
    threshold: backend,
    judgement: judgeFact(used, holds),
    observed: used,
    provenance,
    counted: 'runs',
    details: () => [
      `device ${plainName(target.device ?? 'unknown')}${layers(target.gpuLayers, target.totalLayers)}; ` +
        'a backend is chosen with the option backend of llmBench() or model()',
    ],
  })
}

function layers(gpu: number | null, total: number | null): string {
  return gpu === null ? '' : `, ${gpu}${total === null ? '' : ` of ${total}`} layers on the GPU`
}
