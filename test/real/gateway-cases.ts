import type { ServerCall } from '../../scripts/real-servers/server-call.ts'
import { serverStarts } from '../../scripts/real-servers/server-starts.ts'
import { backendPlaces, type CaseContext, type ServerCase } from './server-case.ts'

const mock = 'the mock server behind it answers as it is told to'
const ofMocks = { stop: mock, 'tool call': mock, 'whole tool call': mock, schema: mock }
const { xllamacpp } = serverStarts
const routing = ['--policy', 'round_robin', '--host', '127.0.0.1', '--port', '{port}']

function startXllamacpp({ program, folder }: CaseContext): ServerCall {
  return xllamacpp.call(program('xllamacpp'), folder)
}

function litellmFiles(model: string): Record<string, string> {
  return {
    'litellm.yaml': [
      'model_list:',
      '  - model_name: smol',
      '    litellm_params:',
      `      model: openai/${model}`,
      '      api_base: os.environ/BEHIND',
      '      api_key: none',
      'general_settings:',
      '  master_key: sk-of-the-test',
      '',
    ].join('\n'),
  }
}

function startLitellm({ program }: CaseContext, behind: string): ServerCall {
  return {
    preset: 'command',
    options: {
      command: program('litellm'),
      args: ['--config', 'litellm.yaml', '--host', '127.0.0.1', '--port', '{port}'],
      name: 'litellm',
      model: 'smol',
      healthPath: '/health/liveliness',
      // Without it, it asks for prices when it starts.
      env: { LITELLM_LOCAL_MODEL_COST_MAP: 'True', BEHIND: behind },
    },
    endpoint: { apiKey: 'sk-of-the-test' },
  }
}

function startRouter({ program, freePort }: CaseContext, workers: readonly string[], model: string): ServerCall {
  return {
    preset: 'command',
    options: {
      command: program('vllm-router'),
      args: ['--worker-urls', ...workers, ...routing, '--prometheus-port', String(freePort)],
      name: 'vllm-router',
      model,
    },
  }
}

/** Servers that stand before others: mock servers, and one with the real model. */
export const gatewayCases: readonly ServerCase[] = [
  {
    title: 'vllm-router',
    needs: ['vllm-router'],
    mocks: 2,
    start: (context) =>
      startRouter(
        context,
        context.behind.map((url) => new URL(url).origin),
        'mock-model',
      ),
    files: {},
    tells: 'nothing',
    counts: false,
    tellsCached: false,
    lacks: ofMocks,
  },
  {
    title: 'vllm-router before xllamacpp',
    needs: ['vllm-router', 'xllamacpp'],
    backend: startXllamacpp,
    start: (context) => startRouter(context, [backendPlaces.origin], 'smol'),
    files: xllamacpp.files,
    tells: 'timings',
    counts: true,
    tellsCached: true,
    lacks: {},
  },
  {
    title: 'litellm',
    needs: ['litellm'],
    mocks: 1,
    start: (context) => startLitellm(context, context.behind[0] ?? ''),
    files: litellmFiles('mock-model'),
    tells: 'nothing',
    counts: false,
    tellsCached: false,
    lacks: ofMocks,
  },
  {
    title: 'litellm before xllamacpp',
    needs: ['litellm', 'xllamacpp'],
    // It takes a minute to start, three times.
    onlyNamed: true,
    backend: startXllamacpp,
    start: (context) => startLitellm(context, backendPlaces.url),
    files: { ...xllamacpp.files, ...litellmFiles('smol') },
    tells: 'metrics',
    counts: true,
    tellsCached: true,
    lacks: {},
  },
]
