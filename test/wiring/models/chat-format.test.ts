import { expect, test } from 'vitest'
import type { GgufValue } from '../../../src/models/gguf/gguf-writer.ts'
import { changedMicro, taken } from '../../engines/llama-cpp/loaded-engine.ts'
import { instructModel, noInstructModel } from '../../models/instruct-model.ts'
import { makeProject } from '../../support/project.ts'
import { remainingHosts, runVitest } from '../../support/vitest.ts'

const template = (value: string): Record<string, GgufValue> => ({
  ...taken,
  'tokenizer.chat_template': { type: 'string', value },
})

test('the format of chats is recorded, and one that is not the own one is a warning', async () => {
  await using project = makeProject({
    'format.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
const options = { maxTokens: 4, ignoreEos: true }
test('formats', async ({ bench, model }) => {
  const own = await model('./changed.gguf')
  const chat = await bench('own', { requests: 3 }, own.chat('Hi', options)).run()
  // The token that begins a text, and one a byte of ' [user]Hi', whose words this vocabulary has not.
  expect(chat.samples[0].tokens.input).toBe(10)
  await bench('text', { requests: 3 }, own.complete('Hi', options)).run()
  const bare = await model('synthetic:micro')
  await bench('bare', { requests: 3 }, bare.chat('Hi', options)).run()
  await expect(own.chat('Hi', { thinking: true })()).rejects.toThrow('the same text of it either way')
  await expect(own.chat([{ role: 'system', content: 'x' }])()).rejects.toThrow('("no system here")')
})
`,
  })
  const source =
    "{{ bos_token }}{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('no system here') }}{% endif %}" +
    '[{{ m.role }}]{{ m.content }}{% endfor %}'
  await changedMicro(project.folder, template(source))
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  const [own, text, bare] = project.report().runs
  expect(own?.target.chatFormat).toMatchObject({ source: 'template', reason: null })
  expect(own?.checks).toContainEqual(expect.objectContaining({ id: 'chat-format', status: 'ok' }))
  expect(text?.target.chatFormat).toBeNull()
  expect(bare?.target.chatFormat?.source).toBe('none')
  expect(bare?.checks).toContainEqual(expect.objectContaining({ id: 'chat-format', status: 'warning' }))
  expect(project.read('llm-bench-report/report.md')).toMatch(/Chat format.*Jinja template [\da-f]{12}/)
})

test('a conversation has room for its template in each turn, and one that has not fails aloud', async () => {
  await using project = makeProject({
    'turns.bench.ts': `
import { conversation, expect, test } from 'vitest-llm-bench'
const turns = conversation(['a', 'b', 'c', 'd'])
test('turns', async ({ bench, model }) => {
  const fits = await model('./changed.gguf')
  const run = await bench('fits', { requests: 8 }, fits.chat(turns, { maxTokens: 8, ignoreEos: true })).run()
  expect(run.record.requests.failed).toBe(0)
  const small = await model('./changed.gguf', { contextSize: 256 })
  await expect(small.chat(turns, { maxTokens: 8, ignoreEos: true })()).rejects.toThrow(/option contextSize is 256/)
})
`,
  })
  // Eighty tokens of the template around each message.
  const padding = 'x'.repeat(80)
  await changedMicro(project.folder, template(`{% for m in messages %}${padding}{{ m.content }}{% endfor %}`))
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  expect(project.report().runs[0]?.target.contextSize).toBe(1024)
})

test('a real instruct model: chats are counted as other engines count them, a bare text says why it is empty', async ({
  skip,
}) => {
  skip(noInstructModel !== false, String(noInstructModel))
  await using project = makeProject({
    'real.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
const path = ${JSON.stringify(instructModel)}
test('real', async ({ bench, model }) => {
  const smol = await model(path)
  const run = await bench('chat', { requests: 2, warmup: 0 }, smol.chat('What is the capital of France?', { maxTokens: 4 })).run()
  expect(run.samples[0].tokens.input).toBe(37)
  const text = smol.complete('Why is the sky blue?', { maxTokens: 4 })
  await expect(text()).rejects.toThrow('ask by chat(), or set ignoreEos: true')
  await expect(bench('text', { requests: 2 }, text).run()).rejects.toThrow('ask by chat(), or set ignoreEos: true')
  const all = await bench('all', { requests: 2 }, smol.complete('Why is the sky blue?', { maxTokens: 4, ignoreEos: true })).run()
  expect(all.samples[0].tokens).toMatchObject({ input: 6, output: 4 })
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  expect(await remainingHosts(project)).toEqual([])
})
