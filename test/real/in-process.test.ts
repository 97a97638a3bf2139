import { expect, test } from 'vitest'
import { whyMissing } from '../../scripts/real-servers/programs.ts'
import { instructModel, noInstructModel } from '../models/instruct-model.ts'
import { makeProject } from '../support/project.ts'
import { measuredOf } from '../support/runs-of.ts'
import { runVitest } from '../support/vitest.ts'

const missing = noInstructModel === false ? whyMissing('llama-server') : noInstructModel

/** Requests that both answer, by the names of their runs, with further options. */
const requests: readonly (readonly [name: string, kind: 'chat' | 'complete', prompt: string, more?: string])[] = [
  ['question', 'chat', "'What is the capital of France?'"],
  [
    'system',
    'chat',
    "[{ role: 'system', content: 'You answer with one word.' }, { role: 'user', content: 'What is the capital of France?' }]",
  ],
  [
    'turns',
    'chat',
    "[{ role: 'user', content: 'My name is Ada.' }, { role: 'assistant', content: 'Hello Ada!' }, { role: 'user', content: 'What is my name?' }]",
  ],
  ['text', 'complete', "'Once upon a time, there was'"],
  ['special', 'complete', "'<|im_start|>user\\nWhy is the sky blue?<|im_end|>\\n<|im_start|>assistant\\n'"],
  ['stop', 'chat', "'Tell me a story about the sea.'", "stop: [' the']"],
  ['grammar', 'chat', "'Is the sky blue?'", `grammar: 'root ::= "yes" | "no"'`],
  ['bias', 'chat', "'Is the sky blue?'", "logitBias: { ' the': -100, 'The': false }"],
  ['top one', 'chat', "'Is the sky blue?'", 'temperature: 1, topK: 1'],
]

// Both are of the same release, on one thread, with the same context, attention and types of the cache.
test('a real model in process has the tokens and the greedy text that it has behind llama-server', async ({ skip }) => {
  skip(typeof missing === 'string', String(missing))
  const benches = requests.map(
    ([name, kind, prompt, more = '']) => `
  await bench('here ${name}', { requests: 1, warmup: 1 }, here.${kind}(${prompt}, { ...options, ${more} })).run()
  await bench('served ${name}', { requests: 1, warmup: 1 }, served.${kind}(${prompt}, { ...options, ${more}${more === '' ? '' : ','} nonce: false, body: { cache_prompt: false } })).run()`,
  )
  await using project = makeProject({
    'same.bench.ts': `
import { test } from 'vitest-llm-bench'
test('same', async ({ bench, model, server }) => {
  const path = ${JSON.stringify(instructModel)}
  const shape = { contextSize: 512, threads: 1, flashAttention: false }
  const here = await model(path, { ...shape, backend: 'cpu' })
  const served = await server.llamaServer({ model: path, ...shape, parallel: 1, gpuLayers: 0, args: ['--threads-batch', '1'] })
  const options = { maxTokens: 32 }
${benches.join('\n')}
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  for (const [name] of requests) {
    const [here, served] = ['here', 'served'].map((place) => measuredOf(project, `${place} ${name}`)[0])
    expect(here?.tokens.input, name).toBe(served?.tokens.input)
    expect(here?.tokens.output, name).toBe(served?.tokens.output)
    expect(here?.text, name).toBe(served?.text)
  }
})
