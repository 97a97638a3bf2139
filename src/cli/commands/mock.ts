import { once } from 'node:events'
import type { MockServerOptions } from '../../mock-server/options.ts'
import { parameters } from '../parameters.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import type { Command } from './command.ts'

/** The command `llm-bench mock`. */
export const mockCommand: Command = {
  name: 'mock',
  summary: 'runs a mock server with known times until Ctrl-C',
  group: 'measure',
  options: async () => (await import('../mock-options.ts')).mockOptionsConfig,
  choices: { metrics: ['vllm', 'llama-server', 'sglang', 'off'], 'line-end': ['lf', 'crlf'] },
  help: `  llm-bench mock [--port 0] [--ttft 50] [--inter-token 10] [--tokens 100] [...]
      Runs a mock OpenAI-compatible server on 127.0.0.1 until Ctrl-C. Every option of the mock
      server has its name here in kebab case: --jitter 0.2, --slots 4, --usage absent, --no-done,
      --models a,b, --prefix-cache 0.5, --faults '[{"kind":"stall","share":0.1}]',
      --line-end crlf, --metrics off, --tls-cert cert.pem --tls-key key.pem.`,
  notes: null,
  async run(given) {
    const [{ mockCall, mockOptionsConfig, mockOptionsOf }, { openMockServer }] = await Promise.all([
      import('../mock-options.ts'),
      import('../../mock-server/server.ts'),
    ])
    const { values, positionals } = parameters('mock', given, mockOptionsConfig)
    if (positionals.length > 0) {
      throw notAllowed('llm-bench mock', shown(positionals[0]), 'options, which are written as --ttft 50')
    }
    const options = mockOptionsOf(values)
    const ended = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
    const server = await openMockServer(options, mockCall)
    process.stdout.write(`${greeting(server.url, options)}\n`)
    await ended
    await server.close()
    return 0
  },
}

function greeting(url: string, { ttft = 50, interToken = 10, apiKey, tls }: MockServerOptions): string {
  const flags = `-sN${tls === undefined ? '' : 'k'}`
  const key = apiKey === undefined ? '' : ' -H "authorization: Bearer $API_KEY"'
  const body = '{"stream":true,"messages":[{"role":"user","content":"Why is the sky blue?"}]}'
  return [
    `mock server on ${url}: ${ttft} ms to the first token, ${interToken} ms between tokens; Ctrl-C ends it`,
    `try: curl ${flags} ${url}/chat/completions -H 'content-type: application/json'${key} -d '${body}'`,
  ].join('\n')
}
