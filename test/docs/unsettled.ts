/** Why a sample cannot come to its end everywhere, and what it then says. */
interface Unsettled {
  readonly needs: string
  /** Its error; null where it is not run at all. */
  readonly says: RegExp | null
}

const judging: Unsettled = { needs: 'a trained model that judges', says: /whose weights are random/ }
const trained: Unsettled = { needs: 'a trained model', says: /random weights foretell nothing/ }

/** Tests of the pages that need what is not there, by page and name. A claim that does not hold needs no entry. */
export const unsettled: Readonly<Record<string, Unsettled>> = {
  'docs/baselines > a short answer': { needs: 'a saved baseline', says: /there is no baseline "main"/ },
  'docs/configurations > which quantization, and what it loses': { needs: 'a trained model', says: null },
  'docs/endpoints > not above two cents': { needs: 'hundreds of requests', says: /'requests' to be 'cost'/ },
  'docs/judges > capitals': judging,
  'docs/judges > a part': judging,
  'docs/models > cold loads': { needs: 'a disk', says: /none of its \d+ loads was cold/ },
  'docs/predictions > what Q4_0 loses': trained,
  'docs/routers > two models, room for one': { needs: 'llama-server', says: /has no model "large"/ },
  'docs/workloads > short and long prompts': { needs: 'more than four requests', says: /expected [\d.]+ to be less/ },
}
