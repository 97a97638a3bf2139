import * as llamaCpp from 'node-llama-cpp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ruleCompiler } from '../../../../src/engines/llama-cpp/answers/compile-rules.ts'
import { RuleBook } from '../../../../src/engines/llama-cpp/answers/rule-book.ts'
import type { AnswerRules } from '../../../../src/workload/answer-rules.ts'
import { microFile, startLlama, type StartedLlama } from '../loaded-engine.ts'

let started: StartedLlama
let micro: llamaCpp.LlamaModel
beforeAll(async () => {
  started = await startLlama()
  micro = await started.llama.loadModel({ modelPath: (await microFile()).path, gpuLayers: 0 })
})
afterAll(async () => await started[Symbol.asyncDispose]())

const tools = [{ type: 'function', function: { name: 'add', parameters: { type: 'object' } } }] as const

test('samplers are those that were asked for, and none else', async () => {
  const compile = ruleCompiler(llamaCpp, micro)
  expect((await compile({})).samplers).toEqual({ topK: 0, topP: 1, minP: 0 })
  expect((await compile({ topK: 5, topP: 0.5, minP: 0.1 })).samplers).toEqual({ topK: 5, topP: 0.5, minP: 0.1 })
})

test('a grammar has a new state for each answer; stop texts a new watch', async () => {
  const compiled = await ruleCompiler(llamaCpp, micro)({ form: { kind: 'gbnf', grammar: 'root ::= "a"' }, stop: ['x'] })
  expect(compiled.grammarState()).not.toBe(compiled.grammarState())
  expect(compiled.stopWatch()).not.toBe(compiled.stopWatch())
  const plain = await ruleCompiler(llamaCpp, micro)({})
  expect([plain.grammarState(), plain.stopWatch(), plain.tools]).toEqual([null, null, null])
})

test('tools are looked for in answers unless none may be called, and a call that must be made has a grammar', async () => {
  const compile = ruleCompiler(llamaCpp, micro)
  expect((await compile({ tools })).tools).toEqual(new Set(['add']))
  expect((await compile({ tools })).grammarState()).toBeNull()
  expect((await compile({ tools, toolChoice: 'none' })).tools).toBeNull()
  expect((await compile({ tools, toolChoice: 'required' })).grammarState()).not.toBeNull()
  expect((await compile({ tools, toolChoice: { name: 'add' } })).grammarState()).not.toBeNull()
})

test.for([
  [{ form: { kind: 'gbnf', grammar: 'nonsense' } }, 'the grammar of the answer cannot be used ('],
  [{ form: { kind: 'gbnf', grammar: 'other ::= "a"' } }, 'with a rule root'],
  [{ form: { kind: 'json', schema: { pattern: 'x' } } }, 'jsonSchema: no grammar holds an answer to "pattern"'],
  [{ logitBias: [[512, 1]] }, 'logitBias: 512 is not allowed here: the vocabulary has 512 tokens'],
  [{ logitBias: [[2, -100]] }, 'logitBias: 2 is not allowed here: this token ends answers; use ignoreEos or maxTokens'],
] as const)('rules that cannot be applied are refused before anything is timed: %o', async ([rules, message]) => {
  await expect(ruleCompiler(llamaCpp, micro)(rules as AnswerRules)).rejects.toThrow(
    expect.objectContaining({ code: 'invalid-workload', message: expect.stringContaining(message) as string }),
  )
})

test('equal rules are made once, whoever brings them', async () => {
  let made = 0
  const compile = ruleCompiler(llamaCpp, micro)
  const book = new RuleBook(async (rules) => {
    made++
    return await compile(rules)
  })
  const rules: AnswerRules = { stop: ['x'] }
  const [one, same, equal] = [await book.of(rules), await book.of(rules), await book.of({ stop: ['x'] })]
  expect([same, equal]).toEqual([one, one])
  await book.of({ stop: ['y'] })
  expect(made).toBe(2)
})
