import { expect, test } from 'vitest'
import { findToolCalls } from '../../../../src/engines/llama-cpp/answers/tool-calls.ts'

const names = new Set(['get_weather', 'add'])
const paris = [{ name: 'get_weather', arguments: '{"city":"Paris"}' }]

test.for([
  [
    'Hermes and Qwen',
    'Sure.\n<tool_call>\n{"name": "get_weather", "arguments": {"city": "Paris"}}\n</tool_call>',
    'Sure.',
  ],
  ['Llama 3', '<|python_tag|>{"name": "get_weather", "parameters": {"city": "Paris"}}', ''],
  ['Mistral', '[TOOL_CALLS][{"name": "get_weather", "arguments": {"city": "Paris"}}]', ''],
  ['newer Mistral', '[TOOL_CALLS]get_weather[ARGS]{"city": "Paris"}', ''],
  ['DeepSeek', '<｜tool▁call▁begin｜>get_weather<｜tool▁sep｜>{"city": "Paris"}<｜tool▁call▁end｜>', ''],
  ['functionary', '<function=get_weather>{"city": "Paris"}</function>', ''],
  [
    'Qwen3-Coder',
    '<tool_call>\n<function=get_weather>\n<parameter=city>\nParis\n</parameter>\n</function>\n</tool_call>',
    '',
  ],
  [
    'a fence',
    'Here:\n```json\n{"type": "function", "function": {"name": "get_weather", "arguments": {"city": "Paris"}}}\n```',
    'Here:',
  ],
  ['arguments as text', '{"name": "get_weather", "arguments": "{\\"city\\":\\"Paris\\"}"}', ''],
] as const)('a call as %s write it', ([, answer, text]) => {
  const { calls, text: rest } = findToolCalls(answer, names)
  expect(calls).toEqual(paris)
  expect(rest).toBe(text)
})

test('several calls keep their order', () => {
  const answer =
    '<tool_call>{"name":"add","arguments":{"a":1}}</tool_call><tool_call>{"name":"get_weather","arguments":{}}</tool_call>'
  expect(findToolCalls(answer, names).calls.map(({ name }) => name)).toEqual(['add', 'get_weather'])
})

test.for([
  'It is warm.',
  '{"city": "Paris"}',
  '{"name": "other", "arguments": {}}',
  'You could call get_weather, which takes an object. {"city": "Paris"}',
  '{"name": "get_weather", "arguments": {"city"',
])('no call is in %s', (answer) => {
  expect(findToolCalls(answer, names)).toEqual({ calls: [], text: answer })
})
