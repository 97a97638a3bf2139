import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chatDefinition } from '../../../src/workload/request.ts'

let root = ''

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'llm-bench-prompts-'))
})

afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('ShareGPT', () => {
  const turn = (from: string, value: string) => ({ from, value })
  const file = [
    { id: 'a', conversations: [turn('human', 'Why "]}"?'), turn('gpt', 'x'.repeat(40))] },
    { id: 'no answer', conversations: [turn('human', 'Hello')] },
    { id: 'begins with the model', conversations: [turn('gpt', 'Hello'), turn('human', 'Hi')] },
    {
      id: 'b',
      conversations: [
        turn('system', 'Be brief.'),
        turn('human', 'One?'),
        turn('gpt', 'y'.repeat(80)),
        turn('human', 'Two?'),
        turn('gpt', 'z'.repeat(160)),
      ],
    },
    { id: 'long', conversations: [turn('human', 'w'.repeat(10_000)), turn('gpt', 'short')] },
  ]
  beforeAll(() => {
    writeFileSync(join(root, 'share.json'), JSON.stringify(file, null, 2))
    writeFileSync(join(root, 'cut.json'), JSON.stringify(file).slice(0, -10))
    writeFileSync(join(root, 'lines.json'), '{"conversations": []}')
    writeFileSync(join(root, 'other.json'), '[{"messages": []}]')
  })

  test('first questions come with the estimated length of the recorded answer', () => {
    const { prompts, sampling } = chatDefinition({ shareGPT: 'share.json' }, {}, root)
    expect(prompts).toEqual([
      { kind: 'messages', messages: [{ role: 'user', content: 'Why "]}"?' }], maxTokens: 10, maxTokensEstimated: true },
      {
        kind: 'messages',
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'One?' },
        ],
        maxTokens: 20,
        maxTokensEstimated: true,
      },
    ])
    expect(sampling.maxTokens).toBe(20)
  })

  test('whole conversations ask every turn', () => {
    expect(chatDefinition({ shareGPT: 'share.json', minTurns: 2, multiTurn: true }, {}, root).prompts).toEqual([
      {
        kind: 'conversation',
        system: 'Be brief.',
        turns: ['One?', 'Two?'],
        thinkMs: 0,
        maxTokens: 30,
        maxTokensEstimated: true,
      },
    ])
  })

  test('maxTokens of the request goes before the estimate, and prompts limits their number', () => {
    const { prompts, sampling } = chatDefinition({ shareGPT: 'share.json' }, { maxTokens: 8, prompts: 1 }, root)
    expect(prompts).toEqual([{ kind: 'messages', messages: [{ role: 'user', content: 'Why "]}"?' }] }])
    expect(sampling.maxTokens).toBe(8)
  })

  test('longer conversations are taken where they are allowed', () => {
    expect(chatDefinition({ shareGPT: 'share.json', maxLength: 10_000 }, {}, root).prompts).toHaveLength(3)
  })

  test.for([
    ['none.json', 'none.json" cannot be read (ENOENT): give a path'],
    ['cut.json', 'cut.json: after item 4: the file ends within its JSON array'],
    ['lines.json', 'lines.json: after item 0: the file does not begin with a JSON array'],
    ['other.json', 'other.json: item 1 is "{\\"messages\\": []}": give { conversations: [{ from, value }, …] }'],
  ] as const)('%s is refused with its place', ([shareGPT, message]) => {
    expect(() => chatDefinition({ shareGPT }, {}, root)).toThrow(message)
  })

  test('a file in which nothing fits is refused', () => {
    expect(() => chatDefinition({ shareGPT: 'share.json', minTurns: 9 }, {}, root)).toThrow(
      'no conversation has 9 answered turns within 2048 estimated tokens: lower minTurns or raise maxLength',
    )
  })
})
