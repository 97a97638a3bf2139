import { runChoices, runOptions, withLevelsInOne } from '../bench/run-options.ts'
import { parameters } from '../parameters.ts'
import type { Command } from './command.ts'

/** The command `llm-bench run`. */
export const runCommand: Command = {
  name: 'run',
  summary: 'measures a model or an endpoint without a bench file',
  group: 'measure',
  options: runOptions,
  words: ['simulated'],
  choices: runChoices,
  help: `  llm-bench run <model or address> [options]
      Measures as vitest bench does, without a bench file: the same requests, intervals, claims and
      report. A model is synthetic:<shape>@<quantization>, hf:<user>/<repository>:<quantization>, a
      .gguf file, or a name of llmBench({ models }); an address is that of an OpenAI-compatible API.
      Needs no configuration, uses that of --root where there is one, and leaves the report only; a
      baseline with --mode baseline, a history with LLM_BENCH_HISTORY=on.

      target   --service-url <address> instead of the first word; --model <name> and
               --api-key-env <variable> (LLM_BENCH_API_KEY) of an endpoint; --backend, --threads of a model
      asks     --prompt <text> (again for several) or --prompts <file.jsonl>; --max-tokens 64;
               --complete the text instead of a chat
      length   --requests 200, also --iterations or --samples; --duration 30s; --warmup 2
      load     one client, or --concurrency 10, --rate 5 (requests/s), --concurrent-levels 10 25 50 100
      area     --latency-only, --cost-only: no levels; --throughput-only: levels, 1 4 16 by default
      limits   --p50-below 50, --p95-below 50, --p99-below 90 (latency, ms), --ttft-p95 200,
               --tpot-p95 30, --min-tps 20, --min-success 0.98, --min-saving 0.6 [--vs openai:gpt-4o];
               every run is held to each, levels too; --accept estimated,assumed,simulated;
               --inconclusive point|fail|pass says what decides a limit that the samples do not settle
      manner   --quick (20 requests, 15 s), or --mode <profile>; --mode simulate measures nothing
      report   --out <folder> instead of llm-bench-report; --name <run>; --json prints report.json
      place    --root . is the folder that paths start from, --out too

      Exit code 0: measured, every limit holds; 1: a limit does not; 2: wrong usage, or nothing could be
      measured; 130: Ctrl-C, with a report of what was finished.`,
  notes: null,
  async run(given) {
    const { values, positionals } = parameters('run', withLevelsInOne(given), runOptions)
    const { runCommandLine } = await import('../bench/run-command-line.ts')
    return await runCommandLine(positionals, values)
  },
}
