import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addUserBody, type AddUserBody } from '../../shared/users.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useAddUser } from './api.ts';
import { InvitationLink } from './InvitationLink.tsx';
import { RoleFields } from './RoleFields.tsx';

const FORM = 'users.add';

/** Adds a colleague and goes on to the one-time link that they need. */
export function AddUserForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<AddUserBody>();
  const draft = useDraft(FORM, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const add = useAddUser(key);
  const [added, setAdded] = useState<{ id: string; name: string; login: string }>();
  if (added) return <InvitationLink user={added} onClose={onClose} />;
  const finish = (typed: AddUserBody) =>
    add.mutate(
      { ...typed, communityId: typed.communityId ?? null },
      {
        onError: renewIfUsed,
        onSuccess: ({ id }) => {
          draft.clear();
          renew();
          setAdded({ id, name: typed.name, login: typed.login });
        },
      },
    );
  return (
    <Modal open title={t('users.add')} footer={null} onCancel={onClose}>
      <ActForm
        form={form}
        error={add.error}
        pending={add.isPending}
        submit={t('users.addSubmit')}
        onCancel={onClose}
        onFinish={finish}
      >
        <Form.Item name="name" label={t('users.name')} rules={[fieldRule(addUserBody.shape.name)]}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="login"
          label={t('session.login')}
          extra={t('session.loginHelp')}
          rules={[fieldRule(addUserBody.shape.login)]}
        >
          <Input autoComplete="off" autoCapitalize="none" spellCheck={false} />
        </Form.Item>
        <RoleFields />
      </ActForm>
    </Modal>
  );
}
