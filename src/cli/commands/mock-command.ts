import { once } from 'node:events'
import { startMockServer } from '../../mock-server/index.ts'
import { mockHelp } from '../help.ts'
import { mockOptionsConfig, mockOptionsOf } from '../mock-options.ts'
import { parameters } from '../parameters.ts'
import { usageError } from '../usage-error.ts'

/**
 * `llm-bench mock`: serves until Ctrl-C or TERM; the exit code.
 * @throws LlmBenchError for a wrong call and for a port that is in use
 */
export async function mockCommand(given: readonly string[]): Promise<number> {
  const { values, positionals } = parameters('mock', given, mockOptionsConfig)
  if (values['help'] === true) {
    process.stdout.write(`${mockHelp}\n`)
    return 0
  }
  if (positionals.length > 0)
    throw usageError(`mock takes no ${JSON.stringify(positionals[0])}: options are written as --ttft 50`)
  const options = mockOptionsOf(values)
  const ended = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  const server = await startMockServer(options)
  process.stdout.write(`${greeting(server.url, options)}\n`)
  await ended
  await server.close()
  return 0
}

function greeting(url: string, { ttft = 50, interToken = 10, apiKey, tls }: ReturnType<typeof mockOptionsOf>): string {
  const flags = `-sN${tls === undefined ? '' : 'k'}`
  const key = apiKey === undefined ? '' : ' -H "authorization: Bearer $API_KEY"'
  const body = '{"stream":true,"messages":[{"role":"user","content":"Why is the sky blue?"}]}'
  return [
    `mock server on ${url}: ${ttft} ms to the first token, ${interToken} ms between tokens; Ctrl-C ends it`,
    `try: curl ${flags} ${url}/chat/completions -H 'content-type: application/json'${key} -d '${body}'`,
  ].join('\n')
}
