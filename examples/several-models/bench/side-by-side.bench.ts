import { expect, test } from 'vitest-llm-bench'

test('two models on one machine', async ({ models }) => {
  const { measure } = await models([
    { spec: 'router', name: 'router' },
    { spec: 'writer', name: 'writer' },
  ])
  const options = { requests: 2, rounds: 6 }
  const measured = await measure('both', (model) => model.complete('Why is the sky blue?', { maxTokens: 4 }), options)

  // How much longer an answer takes while the other works, too, as a share: set what you can bear.
  expect(measured.of('router')).toSlowDownBy('writer', { atMost: 9 })
  expect(measured.of('writer').together).toHaveP50Below(10_000)
})
