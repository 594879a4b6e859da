/** What holds for all nodes. */

import { useMutation } from '@tanstack/react-query';
import { App, Button, Card, Form, Input, InputNumber, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import type { Versioned } from '../../api/client';
import { hasCode } from '../../api/problem';
import type { Settings, SettingsView } from '../../api/schema';
import { ChangedMeanwhile } from '../../parts/changed-meanwhile';
import { Failure, Sentence } from '../../parts/failure';
import { useFormDraft } from '../../parts/form-draft';
import { Restored } from '../../parts/restored';
import { useTexts } from '../../texts';
import { saveSettings, useSettings } from './queries';

export function General() {
  const found = useSettings();
  if (!found.data)
    return found.isError ? (
      <Failure error={found.error} again={() => found.refetch()} />
    ) : (
      <Skeleton active />
    );
  return <SettingsForm first={found.data} reload={async () => (await found.refetch()).data} />;
}

/** As the form is where the configuration counts. */
const NOTHING = {
  public_url: undefined,
  keep_analyses_days: undefined,
  keep_tasks_days: undefined,
  approve_within_days: undefined,
  fire_within_minutes: undefined,
};

interface SettingsFormProps {
  first: Versioned<SettingsView>;
  reload: () => Promise<Versioned<SettingsView> | undefined>;
}

function SettingsForm({ first, reload }: SettingsFormProps) {
  const { settings: texts, words } = useTexts();
  const { message } = App.useApp();
  const [form] = Form.useForm<Settings>();
  const draft = useFormDraft<Settings>('settings');
  // What is typed belongs to the version that it was begun with.
  const [seen, setSeen] = useState({ ...first, etag: draft.restored?.base ?? first.etag });
  const saving = useMutation({
    mutationFn: (values: Settings) => saveSettings(seen.etag, cleaned(values)),
    onSuccess: (saved) => {
      draft.forget();
      setSeen(saved);
      message.success(texts.settingsSaved);
    },
  });
  const { in_force, set } = seen.value;
  const again = async () => {
    const fresh = await reload();
    if (!fresh) return;
    draft.forget();
    setSeen(fresh);
    saving.reset();
    form.setFieldsValue({ ...NOTHING, ...fresh.value.set });
  };
  const wasChanged = hasCode(saving.error, 'precondition-failed', 'changed');
  return (
    <Card style={{ maxWidth: 640 }}>
      <Typography.Paragraph type="secondary">{texts.generalWhat}</Typography.Paragraph>
      <Form<Settings>
        form={form}
        layout="vertical"
        initialValues={{ ...set, ...draft.restored?.values }}
        onValuesChange={() => draft.keep(form.getFieldsValue(true), seen.etag)}
        onFinish={(values) => saving.mutate(values)}
      >
        {draft.restored && <Restored again={again} />}
        <Form.Item name="public_url" label={texts.publicUrl} extra={texts.publicUrlHint}>
          <Input
            allowClear
            spellCheck={false}
            placeholder={set.public_url ? undefined : (in_force.public_url ?? undefined)}
          />
        </Form.Item>
        <Amount
          name="keep_analyses_days"
          hint={texts.keepAnalysesHint}
          label={texts.keepAnalyses}
          seen={seen}
        />
        <Amount name="keep_tasks_days" hint={texts.keepTasksHint} label={texts.keepTasks} seen={seen} />
        <Amount
          name="approve_within_days"
          hint={texts.approveWithinHint}
          label={texts.approveWithin}
          seen={seen}
        />
        <Amount name="fire_within_minutes" hint={texts.fireWithinHint} label={texts.fireWithin} seen={seen} />
        {wasChanged ? (
          <ChangedMeanwhile again={again} />
        ) : (
          saving.isError && <Sentence error={saving.error} />
        )}
        <Button type="primary" htmlType="submit" loading={saving.isPending} style={{ marginTop: 8 }}>
          {words.save}
        </Button>
      </Form>
    </Card>
  );
}

interface AmountProps {
  name: Exclude<keyof Settings, 'public_url'>;
  label: string;
  hint: string;
  seen: Versioned<SettingsView>;
}

function Amount({ name, label, hint, seen }: AmountProps) {
  const { settings: texts } = useTexts();
  const { set, in_force } = seen.value;
  const unit = name === 'fire_within_minutes' ? texts.minutes : texts.days;
  // What the configuration says is known only while nothing is set over it.
  const configured = set[name] === undefined || set[name] === null ? in_force[name] : undefined;
  const isUnset = set[name] === undefined || set[name] === null;
  return (
    <Form.Item name={name} label={label} extra={hint}>
      <InputNumber
        min={1}
        precision={0}
        suffix={unit}
        placeholder={isUnset ? texts.configured(configured ? String(configured) : texts.forEver) : undefined}
        style={{ width: 260 }}
      />
    </Form.Item>
  );
}

/** What is empty is absent: the configuration counts. */
function cleaned(values: Settings): Settings {
  const entries = Object.entries(values).filter(([, value]) => value !== null && value !== '');
  return Object.fromEntries(entries);
}
