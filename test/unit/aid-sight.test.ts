import { describe, expect, test } from 'vitest';
import { noticeFace, sightOf } from '../../server/aid/sight.ts';
import { roles, type Role } from '../../shared/roles.ts';

const ME = 'me';
const visit = { firstPersonId: 'a', secondPersonId: ME, signedBy: ['a'] };

describe('sight', () => {
  const request = { communityId: 'here', visit: null };
  const seenBy = (role: Role, communityId: string | null = null, unmasked = false) =>
    sightOf({ personId: ME, roles: [role], communityId }, request, unmasked);

  test('a caseworker sees the own community whole and no other at all', () => {
    expect(seenBy('caseworker', 'here')).toMatchObject({ story: true, findings: true });
    expect(seenBy('caseworker', 'there')).toBeUndefined();
  });

  test('the administrator sees no case', () => expect(seenBy('administrator')).toBeUndefined());

  test('the committee reads a summary under a pseudonym', () => {
    expect(seenBy('committee')).toEqual({
      applicant: 'pseudonym',
      household: false,
      summary: true,
      story: false,
      findings: false,
      reasons: true,
      payee: 'hidden',
    });
  });

  test('the chair reads the story only after unmasking', () => {
    expect(seenBy('chair')).toMatchObject({ applicant: 'pseudonym', story: false });
    expect(seenBy('chair', null, true)).toMatchObject({ applicant: 'masked', story: true });
  });

  test.each(['treasurer', 'cashier'] as const)('the %s reads no word of the family', (role) => {
    const words = { summary: false, story: false, findings: false };
    expect(seenBy(role)).toMatchObject({ applicant: 'masked', ...words });
  });

  test('only the cashier reads the payee in clear', () => {
    const clear = roles.filter((role) => seenBy(role, 'here')?.payee === 'clear');
    expect(clear).toEqual(['cashier']);
  });

  test('a named visitor from elsewhere reads the findings to sign', () => {
    const actor = { personId: ME, roles: ['caseworker' as const], communityId: 'there' };
    expect(sightOf(actor, { ...request, visit })).toMatchObject({ findings: true, story: false });
  });
});

describe('a notice', () => {
  const family = {
    category: 'single_mother' as const,
    applicantIsMinor: false,
    violenceRisk: false,
    maskedName: '王*',
    communityName: '报达',
    needCode: '01' as const,
  };
  const bare = { maskedName: null, communityName: null, needCode: null };
  const nameless = { maskedName: null, communityName: '报达', needCode: '01' };

  test.each([
    ['a mother', {}, { maskedName: '王*', communityName: '报达', needCode: '01' }],
    ['a minor', { applicantIsMinor: true }, nameless],
    ['an orphan', { category: 'orphan' as const }, nameless],
    ['care of an orphan', { needCode: '09' as const }, { ...nameless, needCode: '09' }],
    ['risk of violence', { violenceRisk: true }, bare],
    ['violence', { category: 'domestic_violence' as const }, bare],
    ['a shelter', { needCode: '08' as const }, bare],
    ['a child at risk', { applicantIsMinor: true, violenceRisk: true }, bare],
  ])('of %s', (_, changed, face) => {
    expect(noticeFace({ ...family, ...changed })).toEqual(face);
  });
});
