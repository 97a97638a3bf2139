import { expect, test } from 'vitest'
import { workloadRecord } from '../../src/runs/workload-record.ts'
import type { WorkloadDefinition } from '../../src/targets/workload.ts'
import type { Prompt } from '../../src/workload/prompt.ts'

/** A workload of these prompts, of which nothing but the request is recorded. */
function asked(prompts: readonly Prompt[]): WorkloadDefinition {
  const sampling = { maxTokens: 4, temperature: 0, seed: 0, ignoreEos: false }
  return { request: { kind: 'completion', prompts, sampling } } as unknown as WorkloadDefinition
}

const text = (words: string): Prompt => ({ kind: 'text', text: words })

test('a list in which prompts stand more than once says how many differ', () => {
  expect(workloadRecord(asked([text('a'), text('b'), text('a')]))).toMatchObject({ prompts: 3, distinctPrompts: 2 })
  expect(workloadRecord(asked([text('a'), text('b')]))).not.toHaveProperty('distinctPrompts')
  expect(workloadRecord(asked([text('a')])).prompts).toBe(1)
})

test('of random tokens each request draws its own', () => {
  const drawn: Prompt = { kind: 'tokens', count: 8 }
  expect(workloadRecord(asked([drawn, drawn]))).toMatchObject({ prompts: 2, drawn: true })
  expect(workloadRecord(asked([drawn, drawn]))).not.toHaveProperty('distinctPrompts')
})
