import type { Part, Player } from './player.ts';
import { DEMO_PASSWORD } from './player.ts';

/** The ten communities; seven are named in the fund's history, three are ours. */
export const communities = [
  '报达',
  '红河',
  '铁四',
  '辽河',
  '红平',
  '嵩山',
  '宏南',
  '春晖',
  '文景',
  '安康',
];

/** The people of the demo, the chair first: who confirms the others. All names are made up. */
export const cast: Part[] = [
  { login: 'admin', name: '孙立民', roles: ['administrator'] },
  { login: 'zhuren', name: '尹国栋', roles: ['chair'] },
  { login: 'kuaiji', name: '何静', roles: ['treasurer'] },
  { login: 'kuaiji2', name: '贾文慧', roles: ['treasurer'] },
  { login: 'chuna', name: '康志远', roles: ['cashier'] },
  { login: 'baoda', name: '安晓梅', roles: ['caseworker'], community: '报达' },
  { login: 'baoda2', name: '白雪峰', roles: ['caseworker'], community: '报达' },
  { login: 'honghe', name: '程海燕', roles: ['caseworker'], community: '红河' },
  { login: 'honghe2', name: '杜春华', roles: ['caseworker'], community: '红河' },
  { login: 'weiyuan', name: '高秀兰', roles: ['committee'] },
  { login: 'weiyuan2', name: '葛长青', roles: ['committee'] },
  { login: 'weiyuan3', name: '郭玉珍', roles: ['committee'] },
  { login: 'shenji', name: '沈一鸣', roles: ['auditor'] },
];

/** What the sign-in table in the terminal calls each account. */
export const partWords: Record<string, string> = {
  admin: '管理员 administrator',
  kuaiji: '会计 treasurer',
  kuaiji2: '会计（复核）second treasurer',
  chuna: '出纳 cashier',
  baoda: '报达社区 caseworker',
  honghe: '红河社区 caseworker',
  zhuren: '委员会主任 chair',
  weiyuan: '委员 committee member',
  shenji: '审计 auditor',
};

/**
 * Sets the organisation up and lets everybody choose the demo's password through their one-time
 * link.
 */
export async function assemble(player: Player, setupToken: string): Promise<void> {
  const [administrator, ...others] = cast;
  await player.open('/setup', {
    token: setupToken,
    organisationName: '大有街道办事处',
    communities,
    administratorName: administrator!.name,
    login: administrator!.login,
    password: DEMO_PASSWORD,
  });
  const listed = await player.get('admin', '/communities');
  const idOf = new Map(
    (listed['items'] as { id: string; name: string }[]).map(({ id, name }) => [name, id]),
  );
  for (const { login, name, roles, community } of others) {
    const communityId = community === undefined ? null : idOf.get(community);
    const user = await player.post('admin', '/users', { login, name, roles, communityId });
    const link = await player.post('admin', `/users/${String(user['id'])}/invitation`);
    // from the chair's first day on, the chair confirms who is let in
    if (link['needsConfirmation']) {
      await player.post('zhuren', `/invitations/${String(link['id'])}/confirm`);
    }
    await player.open('/invitations/accept', { token: link['token'], password: DEMO_PASSWORD });
  }
}
