import { now, timers } from '../../../clock.ts'

/**
 * Reads again and again, each time so long after the time before, until it is ended. What is read takes no time as far
 * as its moment is known: it is the middle between asking and having the answer.
 * @param take gets each answer; null where reading failed
 * @returns ends it
 */
export function poll<Answer>(
  everyMs: number,
  read: () => Answer | Promise<Answer>,
  take: (answer: Answer | null, at: number) => void,
): () => void {
  let over = false
  let timer: NodeJS.Timeout | null = null
  const look = async (): Promise<void> => {
    const asked = now()
    let answer: Answer | null = null
    try {
      answer = await read()
    } catch {
      // Unknown this time; whether often enough is for the contract to say.
    }
    if (over) return
    take(answer, (asked + now()) / 2)
    timer = timers.setTimeout(() => void look(), Math.max(0, everyMs - (now() - asked)))
    timer.unref()
  }
  void look()
  return () => {
    over = true
    if (timer !== null) timers.clearTimeout(timer)
  }
}
