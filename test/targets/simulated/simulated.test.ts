import { expect, test } from 'vitest'
import { simulatedModel } from '../../../src/targets/simulated/simulated.ts'
import { workloadOf } from '../../../src/targets/workload.ts'

const context = { root: '/', broker: '/nobody' }

test('a simulated model makes workloads like any other', () => {
  const soon = simulatedModel({}, context)
  expect(workloadOf(soon.complete('Why?', { maxTokens: 3 }))?.request).toMatchObject({
    kind: 'completion',
    prompts: [{ kind: 'text', text: 'Why?' }],
    sampling: { maxTokens: 3 },
  })
  expect(workloadOf(soon.chat('Why?'))?.request.kind).toBe('chat')
  expect(() => soon.chat('Why?', { maxTokens: 0 })).toThrow('chat(messages, { maxTokens }): 0 is not allowed here')
})

test.for([
  [{ ttft: -1 }, 'simulated({ ttft }): -1 is not allowed here; give a number of at least 0'],
  [
    { tpot: Number.POSITIVE_INFINITY },
    'simulated({ tpot }): Infinity is not allowed here; give a number of at least 0',
  ],
  [{ failures: 1.5 }, 'simulated({ failures }): 1.5 is not allowed here; give a share from 0 to 1'],
  [{ seed: 0.5 }, 'simulated({ seed }): 0.5 is not allowed here; give a whole number of at least 0'],
  [
    { tfft: 50 },
    'simulated({ tfft }): there is no option "tfft"; did you mean "ttft"? there are ttft, tpot, jitter, failures, seed',
  ],
] as const)('wrong options %# are one line that names the option', ([options, message]) => {
  expect(() => simulatedModel(options as never, context)).toThrow(message)
})
