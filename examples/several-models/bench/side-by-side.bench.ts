import { expect, test } from 'vitest-llm-bench'

test('two models on one machine', async ({ models }) => {
  const { measure } = await models([
    { spec: 'router', name: 'router' },
    { spec: 'writer', name: 'writer' },
  ])
  const ask = { requests: 2, rounds: 6 }
  const measured = await measure('both', (model) => model.complete('Why is the sky blue?', { maxTokens: 8 }), ask)

  // How many times as long an answer of one takes while the other works, too: set what you can bear.
  expect(measured.of('router')).toSlowDownBy('writer', { atMost: 20 })
  expect(measured.of('writer').together).toHaveP50Below(10_000)
})
