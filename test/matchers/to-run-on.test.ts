import { expect, test } from 'vitest'
import { matchers } from '../../src/matchers/index.ts'
import type { Backend } from '../../src/record/target.ts'
import { failureOf, refusalOf } from './support/failure.ts'
import { constructedRun, repeated } from './support/run-builder.ts'

expect.extend(matchers)

function runOn(backend: Backend | null) {
  const { target } = constructedRun(repeated(3, 40)).record
  return constructedRun(repeated(3, 40), { record: { target: { ...target, backend } } })
}

test('passes on the backend used and fails on another', () => {
  expect(runOn('metal')).toRunOn('metal')
  expect(runOn('metal')).not.toRunOn('cpu')
  expect(failureOf(() => expect(runOn('cpu')).toRunOn('metal'))).toBe(
    [
      'expected backend metal, observed cpu (n = 1, no interval): fail',
      'device constructed processor, 0 of 30 layers on the GPU; a backend is chosen with the option backend of llmBench() or model()',
      'run "short answer" of constructed-135m',
    ].join('\n'),
  )
})

test('gpu is any but the processor', () => {
  for (const backend of ['metal', 'cuda', 'vulkan'] as const) expect(runOn(backend)).toRunOn('gpu')
  expect(runOn('cpu')).not.toRunOn('gpu')
})

test('throws where the backend is not known, and for one that does not exist', () => {
  expect(refusalOf(() => expect(runOn(null)).not.toRunOn('cpu')).code).toBe('not-measured')
  // @ts-expect-error plain JavaScript passes anything
  const error = refusalOf(() => expect(runOn('cpu')).not.toRunOn('tpu'))
  expect(error.code).toBe('invalid-option')
  expect(error.message).toBe(
    'toRunOn(backend): "tpu" is not allowed here; give "metal", "cuda", "vulkan", "cpu" or "gpu"',
  )
})
