import { Button, Form, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { ActForm } from './ActForm.tsx';
import { useIdempotencyKey } from './useIdempotencyKey.ts';

/** A write as its hook gives it: the key under which it happens once goes in, the act comes out. */
export type UseAct<Body> = (key: string) => {
  mutate: (
    body: Body,
    options: { onSuccess: () => void; onError: (error: unknown) => void },
  ) => void;
  error: unknown;
  isPending: boolean;
};

interface Act<Typed extends object, Body> {
  /** Names the act's key, such as `advances.pay.{id}`. */
  name: string;
  label: string;
  submit: string;
  useAct: UseAct<Body>;
  toBody: (typed: Typed) => Body;
  initialValues?: object;
  primary?: boolean;
  danger?: boolean;
  wide?: boolean;
  children?: ReactNode;
}

/** A button that opens the form of one act; Esc goes back, and the form is new each time. */
export function ActButton<Typed extends object, Body>(act: Act<Typed, Body>) {
  const [open, setOpen] = useState(false);
  const { label, primary = false, danger = false } = act;
  return (
    <>
      <Button
        size="small"
        {...(primary && { type: 'primary' as const })}
        danger={danger}
        className="no-print"
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      {open && <Opened act={act} onClose={() => setOpen(false)} />}
    </>
  );
}

function Opened<Typed extends object, Body>({
  act,
  onClose,
}: {
  act: Act<Typed, Body>;
  onClose: () => void;
}) {
  const [form] = Form.useForm<Typed>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(act.name);
  const { mutate, error, isPending } = act.useAct(key);
  const done = () => {
    renew();
    onClose();
  };
  return (
    <Modal
      open
      title={act.label}
      footer={null}
      onCancel={onClose}
      {...(act.wide && { width: 900 })}
    >
      <ActForm
        form={form}
        name={act.name.replaceAll(/[^\w]/g, '_')}
        error={error}
        pending={isPending}
        submit={act.submit}
        danger={act.danger ?? false}
        onCancel={onClose}
        initialValues={act.initialValues}
        onFinish={(typed) => mutate(act.toBody(typed), { onSuccess: done, onError: renewIfUsed })}
      >
        {act.children}
      </ActForm>
    </Modal>
  );
}
