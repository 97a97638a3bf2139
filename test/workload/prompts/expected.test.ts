import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { chatDefinition, completionDefinition } from '../../../src/workload/request.ts'

test('a prompt carries its expected answer, which may be any JSON value', () => {
  const prompts = [{ prompt: 'One?', expected: '1' }, 'Two?', { prompt: 'Three?', expected: ['3', 'three'] }]
  expect(completionDefinition(prompts, {}, '').prompts).toEqual([
    { kind: 'text', text: 'One?', expected: '1' },
    { kind: 'text', text: 'Two?' },
    { kind: 'text', text: 'Three?', expected: ['3', 'three'] },
  ])
  expect(completionDefinition({ prompt: 'One?', expected: { n: 1 } }, { maxTokens: 4 }, '').prompts).toEqual([
    { kind: 'text', text: 'One?', expected: { n: 1 } },
  ])
  const messages = [{ role: 'user', content: 'One?' }] as const
  expect(
    chatDefinition(
      [
        { messages, expected: '1' },
        { messages: 'Two?', expected: '2' },
      ],
      {},
      '',
    ).prompts,
  ).toEqual([
    { kind: 'messages', messages, expected: '1' },
    { kind: 'messages', messages: [{ role: 'user', content: 'Two?' }], expected: '2' },
  ])
  expect(chatDefinition({ messages }, {}, '').prompts).toEqual([{ kind: 'messages', messages }])
})

test('a prompts file has it as the field expected', () => {
  const folder = mkdtempSync(join(tmpdir(), 'llm-bench-expected-'))
  try {
    writeFileSync(join(folder, 'a.jsonl'), '{"prompt":"One?","expected":"1"}\n{"prompt":"Two?","expected":null}\n')
    writeFileSync(join(folder, 'b.jsonl'), '{"messages":[{"role":"user","content":"One?"}],"expected":["1"],"id":7}\n')
    expect(completionDefinition({ jsonl: 'a.jsonl' }, {}, folder).prompts).toEqual([
      { kind: 'text', text: 'One?', expected: '1' },
      { kind: 'text', text: 'Two?' },
    ])
    expect(chatDefinition({ jsonl: 'b.jsonl' }, {}, folder).prompts).toEqual([
      { kind: 'messages', messages: [{ role: 'user', content: 'One?' }], expected: ['1'] },
    ])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test.for([
  [() => completionDefinition([{ prompt: 'a', answer: 'b' }] as never, {}, ''), 'complete({ answer }): "b"'],
  [() => completionDefinition([{ prompt: 5 }] as never, {}, ''), 'complete(prompt): 5 is not allowed here'],
  [() => completionDefinition({ prompt: 'a', expected: () => 1 }, {}, ''), 'complete({ expected }): a function'],
  [() => chatDefinition({ messages: [] }, {}, ''), 'chat(messages): [] is not allowed here'],
  [() => chatDefinition([{ messages: 'a' }, 'b'] as never, {}, ''), 'chat(messages): "b" is not allowed here'],
] as const)('wrong input %# is one clear line', ([define, message]) => {
  expect(define).toThrow(message)
  expect(define).toThrow(expect.objectContaining({ code: 'invalid-workload' }))
})
