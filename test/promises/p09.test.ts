import { expect, test } from 'vitest';
import { fillFund, ok, visited, vote } from '../support/cases.ts';
import { makeWorld, type Answer } from '../support/world.ts';
import { count } from './counts.ts';
import { reached } from './report.ts';

const world = await makeWorld();
await fillFund(world, '900000.00');
const rounds = count(1, 10);
const outcome = (answers: Answer[]) =>
  answers.map(({ status, body }) => (status === 200 ? '200' : `${status} ${body.code}`));
const votesOn = async (id: string) => {
  const [row] = await world.client`select count(*)::int as votes,
    count(distinct person_id)::int as persons from votes where request_id = ${id}`;
  return row;
};

test('P09 fifty votes of one member, from two accounts, are one vote', async () => {
  for (let round = 0; round < rounds; round++) {
    const id = await visited(world, '6000.00');
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        vote(world, at % 2 ? 'member1' : 'member1b', id, '6000.00'),
      ),
    );
    const said = outcome(answers);
    expect(said.filter((each) => each === '200')).toHaveLength(1);
    expect(new Set(said)).toEqual(new Set(['200', '409 ALREADY_VOTED']));
    expect(await votesOn(id)).toEqual({ votes: 1, persons: 1 });
  }
});

test('P09 many deciding votes at once make one decision and one reservation', async () => {
  for (let round = 0; round < rounds; round++) {
    const id = await visited(world, '6000.00');
    ok(await vote(world, 'member1', id, '6000.00'));
    const answers = await Promise.all(
      ['chair', 'member2', 'member3', 'chair', 'member2', 'member3', 'chair', 'member2'].map(
        (login) => vote(world, login, id, '6000.00'),
      ),
    );
    const said = outcome(answers);
    expect(said.filter((each) => each === '200')).toHaveLength(1);
    expect(said.every((each) => /^(200|409 (ALREADY_VOTED|STATE_CONFLICT))$/.test(each))).toBe(
      true,
    );
    const [kept] = await world.client`
      select (select count(*) from aid_steps where request_id = ${id} and step = 'approved')::int as decisions,
        (select count(*) from commitments where request_id = ${id})::int as reservations`;
    expect(kept).toEqual({ decisions: 1, reservations: 1 });
    expect(await votesOn(id)).toEqual({ votes: 2, persons: 2 });
  }
  reached('P09', '1 vote, 1 decision, rest 409', `${rounds} × 50 votes: 1 vote, 1 decision each`);
});
