import { Form, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useUsers } from './api.ts';

const bare = (name: string) => name.replaceAll(/\s/gu, '').toLowerCase();

/** Another person of the same name, as a choice beside the persons who are there. */
export const ANOTHER = 'another';

/** Whether the new account is for somebody of this name who is there, or for another person. */
export function SamePerson({ name }: { name: string }) {
  const { t } = useTranslation();
  const users = useUsers().data?.items ?? [];
  const accounts = new Map<string, string[]>();
  for (const each of users.filter((user) => bare(user.name) === bare(name))) {
    const does = each.roles.map((role) => t(`roles.${role}`)).join(t('nav.and'));
    const known = accounts.get(each.personId) ?? [];
    accounts.set(each.personId, [...known, `${each.login}（${does}）`]);
  }
  const persons = [...accounts].map(([value, logins]) => ({
    value,
    label: t('users.samePerson', { name, logins: logins.join(' ') }),
  }));
  return (
    <Form.Item
      name="person"
      label={t('users.whichPerson')}
      extra={t('users.whichPersonHelp')}
      rules={[{ required: true, message: t('errors.REQUIRED') }]}
    >
      <Radio.Group options={[...persons, { value: ANOTHER, label: t('users.anotherPerson') }]} />
    </Form.Item>
  );
}
