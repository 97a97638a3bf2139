import { expect, test } from 'vitest'
import { chunk, delta, event, lastChunk, plain, streamHead } from '../../http/support/messages.ts'
import { scriptedServer, type Step } from '../../http/support/scripted-server.ts'
import { makeProject } from '../../support/project.ts'
import { runOf } from '../../support/runs-of.ts'
import { runVitest } from '../../support/vitest.ts'

const lists = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
const errors = (levels: number): string => '{"type":"error","message":'.repeat(levels) + '"x"' + '}'.repeat(levels)
const call = (given: string): string =>
  `{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":${given}}}]}}]}`
const levels = 200_000

/** Bodies and events that are nested far deeper than any recursion goes, by what they are. */
const nested: Readonly<Record<string, readonly Step[]>> = {
  'a sound answer': [],
  'an event': [chunk(`data: {"choices":${lists(levels)}}\n\n`)],
  'an error in an event': [chunk(`data: ${errors(30_000)}\n\n`)],
  'an error that is short': [chunk(`data: ${errors(2000)}\n\n`)],
  usage: [chunk(`data: {"choices":[],"usage":{"prompt_tokens_details":${lists(9000)}}}\n\n`)],
  'a part of a text': [chunk(`data: {"choices":[{"index":0,"delta":{"content":${lists(9000)}}}]}\n\n`)],
  'arguments of a call': [chunk(`data: ${call(lists(9000))}\n\n`)],
  'arguments as text': [chunk(`data: ${call(`"${lists(9000)}"`)}\n\n`)],
}
const bodies: Readonly<Record<string, readonly Step[]>> = {
  'a whole answer': [plain(lists(levels))],
  'a message': [plain(`{"choices":[{"message":{"content":${lists(20_000)}}}]}`)],
  'the error of a status': [plain(`{"error":${lists(levels)}}`, '500 Internal Server Error')],
  'an error in an error': [plain(errors(30_000), '400 Bad Request')],
  'a field that was refused': [plain(`{"detail":[{"loc":${lists(30_000)},"type":"extra_forbidden"}]}`, '422 No')],
}
const names = [...Object.keys(nested), ...Object.keys(bodies)]

function answers(request: string): readonly Step[] {
  if (request.startsWith('GET /v1/models')) return [plain(`{"data":[{"id":"tiny","aliases":${lists(levels)}}]}`)]
  if (request.startsWith('GET')) return [plain(`vllm:a{${'b="{'.repeat(50_000)}} 1\n`)]
  const name = names[Number(/case (\d+)\./.exec(request)?.[1] ?? 0)] ?? ''
  if (bodies[name] !== undefined) return bodies[name]
  const words = chunk(delta({ content: 'a' }) + delta({ content: 'b' }))
  return [streamHead, words, ...(nested[name] ?? []), chunk(delta({}, 'stop') + event('[DONE]')), lastChunk]
}

test('nesting of any depth, wherever JSON is read, costs one request at most', async () => {
  await using server = await scriptedServer(answers)
  const prompts = names.map((_, index) => [{ role: 'user', content: `case ${index}.` }])
  await using project = makeProject({
    'deep.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('deep', async ({ bench, endpoint }) => {
  const workload = endpoint(${JSON.stringify(server.url)}).chat(${JSON.stringify(prompts)}, { maxTokens: 4, nonce: false })
  const run = await bench('deep', { requests: ${names.length}, warmup: 0 }, workload).run()
  expect(run.samples).toHaveLength(${names.length})
})
`,
  })
  const { output, exitCode } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  expect(output).not.toMatch(/RangeError|call stack/)
  const run = runOf(project, 'deep')
  expect(run.state).toBe('complete')
  expect(run.requests).toEqual({
    attempted: names.length,
    succeeded: 5,
    failed: names.length - 5,
    failures: { malformed: 3, 'server-error': 1, empty: 1, 'http-status': 3 },
  })
})
