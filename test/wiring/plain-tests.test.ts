import { expect, test } from 'vitest'
import { makeProject } from '../support/project.ts'
import { runVitest } from '../support/vitest.ts'

test('a plain test file loads the 1.1 B shape without any time-out configured', async () => {
  await using project = makeProject({
    'plain.test.ts': `
import { expect, test } from 'vitest-llm-bench'
test('tinyllama', async ({ model, measure }) => {
  const llama = await model('synthetic:tinyllama-1.1b@Q4_0')
  // Longer than Vitest's own five seconds, whatever the machine.
  await new Promise((resolve) => setTimeout(resolve, 5500))
  const run = await measure(llama.complete('Why?', { maxTokens: 2 }), { requests: 2, warmup: 0 })
  expect(run.record.target.parameters).toBeGreaterThan(1e9)
  expect(run).toHaveSuccessRateAbove(0.1)
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['--run'])
  expect(exitCode, output).toBe(0)
  expect(project.report().runs[0]).toMatchObject({
    file: 'plain.test.ts',
    name: 'tinyllama',
    requests: { succeeded: 2 },
  })
})

test('chat, lists of prompts and JSONL files are answered in turn', async () => {
  await using project = makeProject({
    'prompts.jsonl': '{"prompt":"one"}\n\n{"prompt":"two and three"}\n',
    'prompts.test.ts': `
import { expect, test } from 'vitest-llm-bench'
test('prompts', async ({ model, measure }) => {
  const llama = await model('synthetic:micro')
  const list = await measure(llama.complete(['a', 'a longer one with more words'], { maxTokens: 2 }), { requests: 4 })
  const [a, b, c, d] = list.samples.map(({ tokens }) => tokens.input)
  expect([a, b]).toEqual([c, d])
  expect(a).not.toBe(b)
  const lines = await measure(llama.complete({ jsonl: 'prompts.jsonl' }, { maxTokens: 2 }), { requests: 2 })
  expect(lines.record.workload.prompts).toBe(2)
  const chat = await measure(llama.chat([{ role: 'system', content: 'Be brief.' }, { role: 'user', content: 'Why?' }], { maxTokens: 2 }), { requests: 2 })
  expect(chat.record.workload).toMatchObject({ kind: 'chat', prompt: 'Why?' })
  const seeded = llama.complete({ tokens: 9 }, { maxTokens: 6, temperature: 1, seed: 7 })
  expect(await seeded()).toBe(await seeded())
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['--run'])
  expect(exitCode, output).toBe(0)
})

test('expect of the main entry has the matchers without the plugin too', async () => {
  await using project = makeProject({
    'vitest.config.ts': 'export default {}',
    'plain.test.ts': `
import { expect, test } from 'vitest-llm-bench'
test('matchers', () => {
  expect(() => expect({}).toHaveP95Below(50)).toThrow('toHaveP95Below: received')
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['--run'])
  expect(exitCode, output).toBe(0)
})
