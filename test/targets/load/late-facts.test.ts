import { expect, test } from 'vitest'
import type { PreparedLoad, ToldLater } from '../../../src/host/load-host-calls.ts'
import { LateFacts } from '../../../src/targets/load/late-facts.ts'
import { remoteFacts } from '../../../src/targets/remote-facts.ts'

const cold = { engine: 'ollama 1', contextSize: null, quantization: null, modelLoaded: false, configuration: {} }
const warm = { ...cold, contextSize: 4096, modelLoaded: true, configuration: { digest: 'abc' } }
const prepared: PreparedLoad = { model: 'smol', server: null, listed: true, aliases: [], serving: cold }

function late(): LateFacts {
  return new LateFacts(
    ({ model, server, serving }) =>
      remoteFacts(
        {
          kind: 'endpoint',
          model,
          spec: '',
          source: 'endpoint',
          engine: serving?.engine ?? server,
          contextSize: serving?.contextSize ?? null,
          configuration: { ...serving?.configuration },
        },
        { modelLoaded: serving?.modelLoaded ?? null },
      ),
    prepared,
  )
}

/** Asks as often as it is allowed to. */
async function asked(facts: LateFacts, told: ToldLater | null): Promise<number> {
  let times = 0
  for (let block = 0; block < 10; block++)
    await facts.learn(async () => {
      times++
      return await Promise.resolve(told)
    })
  return times
}

test('what a server knows once its model is loaded is known from then on, and that it was cold still is', async () => {
  const facts = late()
  expect(await asked(facts, { server: null, serving: warm, isOpen: false })).toBe(1)
  expect(facts.facts).toMatchObject({
    target: { engine: 'ollama 1', contextSize: 4096, configuration: { digest: 'abc' } },
    modelLoaded: false,
  })
})

test('a server that says nothing is asked a few times, and what was known stays', async () => {
  const facts = late()
  expect(await asked(facts, { server: null, serving: null, isOpen: true })).toBe(3)
  expect(facts.facts.target).toMatchObject({ engine: 'ollama 1', contextSize: null })
  const unreachable = late()
  expect(await asked(unreachable, null)).toBe(1)
  expect(unreachable.facts.target.engine).toBe('ollama 1')
})
