import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { figureAt, resultsFile } from './results-file.ts'
import type { Peer } from './peer.ts'

const reports = 'inference-perf'

/** inference-perf of the Kubernetes projects. */
export const inferencePerf: Peer = {
  name: 'inference-perf',
  program: 'inference-perf',
  warmsUp: false,
  note:
    'TPOT is computed here, (request_latency - time_to_first_token) / (output_tokens - 1), as its own is divided by ' +
    'the tokens that its tokenizer counts in the text; its latency ends with the answer. One worker; it knows no warm-up',
  command: ({ server, model, streams, requests, tokens, tokenizer, folder }) => {
    const config = join(folder, 'inference-perf.json')
    const settings = {
      load: {
        type: 'concurrent',
        interval: 0,
        stages: [{ num_requests: requests, concurrency_level: streams }],
        num_workers: 1,
        worker_max_concurrency: streams,
      },
      api: { type: 'chat', streaming: true },
      server: { type: 'vllm', model_name: model, base_url: server, ignore_eos: true },
      tokenizer: { pretrained_model_name_or_path: tokenizer },
      // Its mock prompts ask for 30 tokens whatever is said.
      data: {
        type: 'shared_prefix',
        shared_prefix: {
          num_groups: 1,
          num_prompts_per_group: requests,
          system_prompt_len: 8,
          question_len: 24,
          output_len: tokens,
        },
      },
      storage: { local_storage: { path: join(folder, reports) } },
      report: { request_lifecycle: { summary: true, per_stage: false, per_request: false }, prometheus: null },
    }
    writeFileSync(config, JSON.stringify(settings))
    return { args: ['--config_file', config], env: { HF_HUB_OFFLINE: '1' } }
  },
  read: ({ folder }) => {
    const results = resultsFile(join(folder, reports, 'summary_lifecycle_metrics.json'))
    const seconds = (name: string): number => figureAt(results, 'successes', 'latency', name, 'mean')
    const ttft = seconds('time_to_first_token')
    const tokens = figureAt(results, 'successes', 'output_tokens', 'mean')
    return {
      requests: figureAt(results, 'successes', 'count'),
      ttftMs: ttft * 1000,
      tpotMs: ((seconds('request_latency') - ttft) * 1000) / (tokens - 1),
    }
  },
}
