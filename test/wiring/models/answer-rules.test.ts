import { expect, test } from 'vitest'
import { changedMicro, taken } from '../../engines/llama-cpp/loaded-engine.ts'
import { instructModel, noInstructModel } from '../../models/instruct-model.ts'
import { makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

test('answers of a local model keep to stop texts, samplers, grammars, schemas and tools, and are judged', async () => {
  await using project = makeProject({
    'rules.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
const tools = [{ type: 'function', function: { name: 'add', parameters: { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] } } }]
test('rules', async ({ bench, model }) => {
  const own = await model('./changed.gguf')
  const first = async (name, workload) => (await bench(name, { requests: 3, warmup: 1 }, workload).run()).samples[0]
  const digits = await first('grammar', own.complete('a', { maxTokens: 40, grammar: 'root ::= [0-9]{3}' }))
  expect(digits.text).toMatch(/^[0-9]{3}$/)
  // Three tokens of text, and the one that ends.
  expect(digits).toMatchObject({ finish: 'stop', tokens: { output: 4 } })
  expect(digits.end).toBeGreaterThan(digits.chunkTimes.at(-1))
  const json = await first('json', own.chat('a', { maxTokens: 200, jsonSchema: { type: 'object', properties: { n: { type: 'integer' }, s: { enum: ['x'] } }, required: ['n', 's'] }, validate: { type: 'object', required: ['n', 's'] } }))
  expect(JSON.parse(json.text)).toMatchObject({ s: 'x' })
  const call = await first('call', own.chat('a', { maxTokens: 200, tools, toolChoice: 'required', validate: ({ toolCalls }) => toolCalls[0]?.name === 'add' || 'no call' }))
  expect(call).toMatchObject({ finish: 'tool-calls', text: '' })
  expect(Number.isInteger(JSON.parse(JSON.parse(call.toolCalls)[0].arguments).a)).toBe(true)
  const stopped = await first('stop', own.complete('a', { maxTokens: 60, grammar: 'root ::= "xy" [a-c]{40}', stop: ['a', 'b', 'c'] }))
  expect(stopped).toMatchObject({ text: 'xy', finish: 'stop' })
  const biased = await first('bias', own.complete('a', { maxTokens: 5, logitBias: { 300: 100 }, ignoreEos: true }))
  expect(new Set(biased.text.trim().split(' ')).size).toBe(1)
  const greedy = await first('greedy', own.complete('a', { maxTokens: 8, ignoreEos: true }))
  const one = await first('top one', own.complete('a', { maxTokens: 8, ignoreEos: true, temperature: 1, topK: 1 }))
  expect(one.text).toBe(greedy.text)
  const refused = await bench('refused', { requests: 3, warmup: 0 }, own.complete('a', { maxTokens: 4, ignoreEos: true, validate: ({ text }) => text.length > 1e6 || 'too short' })).run().catch((error) => error)
  expect(String(refused)).toContain('too short')
  const { engineTimings } = (await bench('timed', { requests: 3 }, own.complete('a', { maxTokens: 6, ignoreEos: true })).run()).record
  expect(engineTimings).toMatchObject({ sampledTokens: 18 })
  await expect(own.complete('a', { grammar: 'nonsense' })()).rejects.toThrow('the grammar of the answer cannot be used')
})
`,
  })
  await changedMicro(project.folder, {
    ...taken,
    'tokenizer.chat_template': { type: 'string', value: '{% for m in messages %}{{ m.content }}{% endfor %}' },
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  const { runs } = project.report()
  expect(runs.find(({ name }) => name === 'grammar')?.workload.rules).toBe('{"grammar":"root ::= [0-9]{3}"}')
  expect(runs.find(({ name }) => name === 'timed')?.workload.rules).toBeNull()
  // The template describes no tools.
  const checks = runs.find(({ name }) => name === 'call')?.checks
  expect(checks).toContainEqual(expect.objectContaining({ id: 'chat-format', status: 'warning' }))
  expect(project.read('llm-bench-report/report.md')).toMatch(/Sampling, per token.*ms\/token/)
  expect(project.read('llm-bench-report/report.md')).toMatch(/Model file +\| +[\d.]+ [kM]B/)
})

test('a real instruct model calls a tool that it must call, and answers in JSON', async ({ skip }) => {
  skip(noInstructModel !== false, String(noInstructModel))
  await using project = makeProject({
    'real.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
const tools = [{ type: 'function', function: { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string', maxLength: 20 } }, required: ['city'] } } }]
test('real', async ({ bench, model }) => {
  const smol = await model(${JSON.stringify(instructModel)})
  const first = async (name, workload) => (await bench(name, { requests: 1, warmup: 0 }, workload).run()).samples[0]
  const call = await first('call', smol.chat('What is the weather in Paris?', { maxTokens: 64, tools, toolChoice: 'required' }))
  expect(JSON.parse(call.toolCalls)[0].name).toBe('get_weather')
  const json = await first('json', smol.chat('What is the capital of France?', { maxTokens: 64, body: { response_format: { type: 'json_schema', json_schema: { name: 'c', schema: { type: 'object', properties: { capital: { type: 'string', maxLength: 20 } }, required: ['capital'] } } } } }))
  expect(typeof JSON.parse(json.text).capital).toBe('string')
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
})
