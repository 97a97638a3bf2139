import { expect, test } from 'vitest'
import { checkedPlaces, placesOf } from '../../../src/http/items/places.ts'

test('places are those of the index, or of the order where none has one', () => {
  expect(placesOf([{ index: 1 }, { index: 0 }], 2)).toEqual([1, 0])
  expect(placesOf([{}, [1]], 2)).toEqual([0, 1])
  expect(checkedPlaces([0, 1.5], 2)).toBe('index 1.5 is none of 0 to 1')
  expect(checkedPlaces([0, '1'], 2)).toBe('index "1" is none of 0 to 1')
  expect(checkedPlaces([0, -1], 2)).toBe('index -1 is none of 0 to 1')
  expect(checkedPlaces([1, 1], 2)).toBe('index 1 came twice')
})
