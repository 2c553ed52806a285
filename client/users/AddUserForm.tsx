import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addUserBody, type AddUserBody } from '../../shared/users.ts';
import { ApiError } from '../api/http.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useAddUser } from './api.ts';
import { InvitationLink } from './InvitationLink.tsx';
import { RoleFields } from './RoleFields.tsx';
import { ANOTHER, SamePerson } from './SamePerson.tsx';

const FORM = 'users.add';

/** What is typed, and whom of several with this name the account is for. */
type Typed = AddUserBody & { person?: string };

/** Adds a colleague and goes on to the one-time link that they need. */
export function AddUserForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Typed>();
  const draft = useDraft(FORM, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const add = useAddUser(key);
  const [added, setAdded] = useState<{ id: string; name: string; login: string }>();
  const name = (Form.useWatch('name', form) as string | undefined) ?? '';
  const [asked, setAsked] = useState('');
  if (added) return <InvitationLink user={added} onClose={onClose} />;
  const finish = ({ person, ...typed }: Typed) =>
    add.mutate(
      {
        ...typed,
        communityId: typed.communityId ?? null,
        ...(asked === typed.name && whoIs(person)),
      },
      {
        onError: (error) => {
          renewIfUsed(error);
          if (error instanceof ApiError && error.code === 'PERSON_EXISTS') setAsked(typed.name);
        },
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
        {asked !== '' && asked === name && <SamePerson name={name} />}
        <RoleFields />
      </ActForm>
    </Modal>
  );
}

function whoIs(person: string | undefined): Partial<AddUserBody> {
  return person === ANOTHER ? { anotherPersonOfThisName: true } : { personId: person ?? null };
}
