/** The form of a connection: tested before it is saved, and never saved over what somebody else has changed. */

import { Drawer, Form, Typography } from 'antd';
import type { ReactNode } from 'react';
import type { Versioned } from '../../api/client';
import type { Connection } from '../../api/schema';
import { Restored } from '../../parts/restored';
import { useTexts } from '../../texts';
import { DefaultFields } from './form-defaults';
import { FormFooter } from './form-footer';
import { PlaceFields } from './form-place';
import { LabelFields, RuleFields } from './form-rules';
import { useConnectionForm } from './use-connection-form';
import type { Values } from './values';

export interface ConnectionFormProps {
  title: string;
  /** The connection that is changed, as it was when the form was opened. */
  seen: Versioned<Connection> | undefined;
  close: () => void;
  reload: () => Promise<Versioned<Connection> | undefined>;
}

export function ConnectionForm({ title, seen, close, reload }: ConnectionFormProps) {
  const { connections: texts } = useTexts();
  const filled = useConnectionForm({ seen, close, reload });
  const { form, before, moved, saving, giveUp } = filled;
  return (
    <Drawer
      open
      size={680}
      title={title}
      onClose={giveUp}
      mask={{ closable: false }}
      footer={<FormFooter filled={filled} />}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={filled.initial}
        onValuesChange={filled.keep}
        onFinish={() => saving.mutate()}
        scrollToFirstError
      >
        {filled.isRestored && <Restored without={[texts.password]} again={filled.again} />}
        <Section title={texts.place}>
          <PlaceFields kept={before?.has_password ?? false} moved={moved} />
        </Section>
        <Section title={texts.label}>
          <LabelFields />
        </Section>
        <Section title={texts.rules}>
          <RuleFields />
        </Section>
        <Section title={texts.defaults}>
          <DefaultFields />
        </Section>
      </Form>
    </Drawer>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} style={{ marginBottom: 24 }}>
      <Typography.Title level={2} style={{ fontSize: 16, marginTop: 0 }}>
        {title}
      </Typography.Title>
      {children}
    </section>
  );
}
