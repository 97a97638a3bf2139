/** Turns of the event loop, counted until it is disposed of. */
export interface TurnCounter extends Disposable {
  readonly turn: number
}

/** Begins to count turns of the event loop. */
export function countTurns(): TurnCounter {
  let turn = 0
  let over = false
  const count = (): void => {
    turn++
    if (!over) setImmediate(count)
  }
  setImmediate(count)
  return {
    get turn() {
      return turn
    },
    [Symbol.dispose]() {
      over = true
    },
  }
}
