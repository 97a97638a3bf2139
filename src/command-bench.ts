import type { AskedBench, AskedTarget } from './cli/bench/asked-bench.ts'
import type { AskedLimit } from './cli/bench/limits.ts'
import { priceOf } from './cli/bench/price-of.ts'
import {
  concurrent,
  expect,
  inject,
  type LlmFixtures,
  type LlmRun,
  rate,
  simulated,
  test,
  type Workload,
} from './index.ts'

/** The bench file of `llm-bench run`: it measures as any other does what the command line asked for. */
const asked = inject('llm-bench-run')

// A command has no time-out: its requests or their budget end it.
test('llm-bench run', { timeout: 0 }, async ({ bench, endpoint, loadSweep, model }) => {
  const workload = await workloadOf(asked, { endpoint, model })
  const { length, levels, load, name, sweep } = asked
  if (load !== null) {
    const plan = 'clients' in load ? concurrent(load.clients) : rate(load.perSecond)
    hold(await bench(name, { ...length, load: plan }, workload).run())
  }
  if (levels.length === 0) return
  for (const { run } of await loadSweep(sweep, workload, { ...length, concurrency: levels })) hold(run)
})

type Fixtures = Pick<LlmFixtures, 'endpoint' | 'model'>

async function workloadOf(
  { completes, maxTokens, prompts, target }: AskedBench,
  fixtures: Fixtures,
): Promise<Workload> {
  const asks = await opened(target, fixtures)
  if ('jsonl' in prompts) return completes ? asks.complete(prompts, { maxTokens }) : asks.chat(prompts, { maxTokens })
  if (completes) return asks.complete(prompts.texts, { maxTokens })
  const chats = prompts.texts.map((messages) => ({ messages }))
  return asks.chat(chats, { maxTokens })
}

async function opened(target: AskedTarget, { endpoint, model }: Fixtures): Promise<ReturnType<typeof simulated>> {
  if (target.kind === 'simulated') return simulated()
  if (target.kind === 'model') return await model(target.spec, target.options)
  const { keyVariable, model: name, url } = target
  const apiKey = keyVariable === null ? undefined : process.env[keyVariable]
  const options = { ...(name === null ? {} : { model: name }), ...(apiKey === undefined ? {} : { apiKey }) }
  return url === null ? endpoint(undefined, options) : endpoint(url, options)
}

/** Holds a run to every limit, so that one that fails hides no other. */
function hold(run: LlmRun): void {
  for (const limit of asked.limits) claim(run, limit)
}

function claim(run: LlmRun, { name, value }: AskedLimit): void {
  const options = asked.accept.length === 0 ? {} : { accept: asked.accept }
  const it = expect.soft(run)
  const claims = {
    'p50-below': () => it.toHaveP50Below(value, options),
    'p95-below': () => it.toHaveP95Below(value, options),
    'p99-below': () => it.toHaveP99Below(value, options),
    'ttft-p95': () => it.toHaveP95Below(value, { ...options, of: 'ttft' }),
    'tpot-p95': () => it.toHaveP95Below(value, { ...options, of: 'tpot' }),
    'min-tps': () => it.toHaveThroughputAbove(value, options),
    'min-success': () => it.toHaveSuccessRateAbove(value, options),
    'min-saving': () => it.toSaveCostVs(priceOf(asked.savesOver), value, options),
  } satisfies Record<AskedLimit['name'], () => void>
  claims[name]()
}
