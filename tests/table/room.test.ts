import { expect, test } from 'vitest';
import { newRoom } from '../../src/table/room.ts';

test('what is lent is zeros of the length asked for, and nobody else’s until it is taken back', () => {
  const room = newRoom();
  const [first, second] = [room.doubles(4), room.doubles(4)];
  first.fill(1);
  expect([...second]).toEqual([0, 0, 0, 0]);
  const whole = room.ints(2);
  whole.fill(3);
  room.free();
  const again = room.doubles(3);
  expect(again.buffer).toBe(first.buffer);
  expect([...again]).toEqual([0, 0, 0]);
  // Too short for what is asked: another takes its place.
  const longer = room.doubles(9);
  expect(longer.buffer).not.toBe(second.buffer);
  expect(longer).toHaveLength(9);
  expect([...room.ints(2)]).toEqual([0, 0]);
});
