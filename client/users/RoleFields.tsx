import { Checkbox, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { incompatibleRoles, type Role, roles } from '../../shared/roles.ts';
import { useCommunities } from './api.ts';

/** The roles of somebody, and the community that a caseworker works for. */
export function RoleFields() {
  const { t } = useTranslation();
  const communities = useCommunities();
  const held = (Form.useWatch('roles') as Role[] | undefined) ?? [];
  const check = (_: unknown, chosen: Role[] | undefined) => {
    if (!chosen?.length) return Promise.reject(new Error(t('errors.REQUIRED')));
    if (incompatibleRoles(chosen).length === 0) return Promise.resolve();
    return Promise.reject(new Error(t('errors.ROLES_INCOMPATIBLE')));
  };
  return (
    <>
      <Form.Item
        name="roles"
        label={t('users.roles')}
        extra={t('users.rolesHelp')}
        rules={[{ validator: check }]}
        validateTrigger="onChange"
      >
        <Checkbox.Group
          options={roles.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
        />
      </Form.Item>
      {held.includes('caseworker') && (
        <Form.Item
          name="communityId"
          label={t('users.community')}
          rules={[{ required: true, message: t('errors.REQUIRED') }]}
        >
          <Select
            loading={communities.isPending}
            options={(communities.data?.items ?? []).map(({ id, name }) => ({
              value: id,
              label: name,
            }))}
          />
        </Form.Item>
      )}
    </>
  );
}
