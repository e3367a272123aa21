import { Anchor, Collapse, List, Stack, Table, Text, Title, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { eventTypesQuery } from '../../api/feeds';
import { useMay, useSession } from '../../app/session';
import { Fact, Facts } from '../../components/Facts';
import { Labelled } from '../../components/Labelled';
import { text } from '../../text';

const t = text.feeds.guide;

/** What the feed takes in, and what to do in JumpCloud before. */
export function Guide() {
  const { session } = useSession();
  const may = useMay('feeds');
  return (
    <Stack gap="lg" component="section" aria-label={t.label}>
      <Part title={t.what}>
        <Text>{t.whatText}</Text>
        <Anchor href={t.documentationUrl} target="_blank" rel="noreferrer">
          {t.documentation}
        </Anchor>
      </Part>
      <Facts min={140}>
        <Fact label={t.integration}>{t.api}</Fact>
        <Fact label={t.version}>{t.v1}</Fact>
      </Facts>
      <Part title={t.tables}>
        <Tables />
      </Part>
      <Part title={t.prerequisites}>
        <List spacing={4}>
          <List.Item>{t.prerequisiteList[0]}</List.Item>
          <List.Item>
            {t.prerequisiteList[1]} {may ? t.roleOk(session.role) : t.roleMissing(session.role)}
          </List.Item>
        </List>
      </Part>
      <Part title={t.overview}>
        <List type="ordered">
          {t.overviewSteps.map((step) => (
            <List.Item key={step}>{step}</List.Item>
          ))}
        </List>
        <Table aria-label={t.parameters} withTableBorder verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t.parametersThere}</Table.Th>
              <Table.Th>{t.parametersHere}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Table.Tr>
              <Table.Td>{t.token}</Table.Td>
              <Table.Td>{t.token}</Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
      </Part>
      <Part title={t.stepsTitle}>
        <List type="ordered" spacing={6}>
          {t.steps.map((words, i) => (
            <List.Item key={i}>
              <Labelled words={words} />
            </List.Item>
          ))}
        </List>
        <Text c="dimmed">{t.expiry}</Text>
      </Part>
      <Part title={t.trouble}>
        <List spacing={4}>
          {t.troubleSteps.map((step) => (
            <List.Item key={step}>{step}</List.Item>
          ))}
        </List>
      </Part>
    </Stack>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap={6} component="section" aria-label={title}>
      <Title order={2} size="h3">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

function Tables() {
  return (
    <Stack gap={6}>
      <Table aria-label={t.tables} withTableBorder verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t.table}</Table.Th>
            <Table.Th>{t.events}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Row table={t.authentication} event={t.login} what={t.loginText} classUid={3002} />
          <Row table={t.accountChange} event={t.admin} what={t.adminText} classUid={3001} />
        </Table.Tbody>
      </Table>
      <Text fz="sm" c="dimmed">
        {t.others}
      </Text>
    </Stack>
  );
}

interface RowProps {
  table: string;
  event: string;
  what: string;
  classUid: number;
}

function Row({ table, event, what, classUid }: RowProps) {
  const types = useQuery(eventTypesQuery).data?.filter((type) => type.classUid === classUid) ?? [];
  const [open, { toggle }] = useDisclosure();
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Td>{table}</Table.Td>
      <Table.Td>
        <strong>{event}</strong>
        <Text fz="sm">{what}</Text>
        <UnstyledButton fz="sm" c="dimmed" onClick={toggle} aria-expanded={open}>
          {open ? <IconChevronDown size={12} aria-hidden /> : <IconChevronRight size={12} aria-hidden />}{' '}
          {t.showTypes(types.length)}
        </UnstyledButton>
        <Collapse expanded={open}>
          <List fz="xs" className="mono" listStyleType="none" pl={0}>
            {types.map((type) => (
              <List.Item key={type.name}>{type.name}</List.Item>
            ))}
          </List>
        </Collapse>
      </Table.Td>
    </Table.Tr>
  );
}
