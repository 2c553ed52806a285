import { z } from 'zod';
import {
  correctBody,
  correctionOffer,
  draft,
  draftBody,
  draftCheck,
  draftPage,
  draftPosted,
  draftQuery,
  draftSaved,
  draftStepBody,
  editDraftBody,
  previewBody,
  sendBackBody,
  template,
  templateBody,
  voucherWords,
  voucherWordsBody,
  voucherWordsNow,
} from '../../shared/drafts.ts';
import type { Role } from '../../shared/roles.ts';
import { done } from '../../shared/session.ts';
import { idParams, route } from '../core/route.ts';
import { previewDraft } from './check.ts';
import { correctVoucher, offerCorrection } from './corrections.ts';
import { steps } from './policy.ts';
import {
  approveDraft,
  copyVoucher,
  createDraft,
  discardDraft,
  editDraft,
  postVoucher,
  reviewDraft,
  sendBackDraft,
  submitDraft,
} from './service.ts';
import { changeWords, readWords, saveTemplate } from './templates.ts';
import { listDrafts, readDraft, readTemplates } from './view.ts';

const readers: Role[] = ['treasurer', 'chair', 'auditor'];

const reading = [
  route({
    method: 'get',
    path: '/drafts',
    summary: 'Vouchers by hand that are on their way, newest first',
    action: 'draft.list',
    roles: readers,
    query: draftQuery,
    answer: draftPage,
    handle: ({ context, query }) => listDrafts(context, query),
  }),
  route({
    method: 'get',
    path: '/drafts/:id',
    summary: 'One draft with its lines and what posting it would do',
    action: 'draft.read',
    roles: readers,
    params: idParams,
    answer: draft,
    handle: ({ context, params }) => readDraft(context, params.id),
  }),
  route({
    method: 'post',
    path: '/drafts/preview',
    summary: 'What lines would do and what is in their way; changes nothing',
    action: 'draft.preview',
    roles: ['treasurer'],
    keyed: false,
    body: previewBody,
    answer: draftCheck,
    handle: ({ context, body }) => previewDraft(context, body),
  }),
];

const preparing = [
  route({
    method: 'post',
    path: '/drafts',
    summary: 'Begin a voucher by hand',
    action: 'draft.create',
    roles: steps.edit.roles,
    body: draftBody,
    answer: draftSaved,
    status: 201,
    handle: ({ context, body }) => createDraft(context, body),
  }),
  route({
    method: 'post',
    path: '/vouchers/:id/copy',
    summary: 'Begin a draft with the lines of a voucher by hand',
    action: 'draft.copy',
    roles: steps.edit.roles,
    params: idParams,
    answer: draftSaved,
    status: 201,
    handle: ({ context, params }) => copyVoucher(context, params.id),
  }),
  route({
    method: 'post',
    path: '/drafts/:id/edit',
    summary: 'Save a draft anew',
    action: 'draft.edit',
    roles: steps.edit.roles,
    params: idParams,
    body: editDraftBody,
    answer: draftSaved,
    handle: ({ context, params, body }) => editDraft(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/drafts/:id/submit',
    summary: 'Hand a draft to another treasurer',
    action: 'draft.submit',
    roles: steps.submit.roles,
    params: idParams,
    body: draftStepBody,
    answer: draftSaved,
    handle: ({ context, params, body }) => submitDraft(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/drafts/:id/discard',
    summary: 'Give a draft up',
    action: 'draft.discard',
    roles: steps.discard.roles,
    params: idParams,
    body: draftStepBody,
    answer: draftSaved,
    handle: ({ context, params, body }) => discardDraft(context, params.id, body),
  }),
];

const deciding = [
  route({
    method: 'post',
    path: '/drafts/:id/send-back',
    summary: 'Send a draft back to its preparer with a note',
    action: 'draft.send_back',
    roles: steps.send_back.roles,
    params: idParams,
    body: sendBackBody,
    answer: draftSaved,
    handle: ({ context, params, body }) => sendBackDraft(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/drafts/:id/review',
    summary: 'Review a draft as the second treasurer',
    action: 'draft.review',
    roles: steps.review.roles,
    params: idParams,
    body: draftStepBody,
    answer: draftSaved,
    handle: ({ context, params, body }) => reviewDraft(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/drafts/:id/approve',
    summary: 'Let the money of a voucher by hand out',
    action: 'draft.approve',
    roles: steps.approve.roles,
    params: idParams,
    body: draftStepBody,
    answer: draftSaved,
    handle: ({ context, params, body }) => approveDraft(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/drafts/:id/post',
    summary: 'Post a reviewed draft; a full correction posts red and blue together',
    action: 'draft.post',
    roles: steps.post.roles,
    params: idParams,
    body: draftStepBody,
    answer: draftPosted,
    status: 201,
    handle: ({ context, params, body }) => postVoucher(context, params.id, body),
  }),
];

const correcting = [
  route({
    method: 'get',
    path: '/vouchers/:id/correction',
    summary: 'How a voucher may be corrected, on which day, with which words',
    action: 'voucher.correction',
    roles: ['treasurer'],
    params: idParams,
    answer: correctionOffer,
    handle: ({ context, params }) => offerCorrection(context, params.id),
  }),
  route({
    method: 'post',
    path: '/vouchers/:id/correct',
    summary: 'Prepare the correction of a voucher for another treasurer to review',
    action: 'voucher.correct',
    roles: steps.edit.roles,
    params: idParams,
    body: correctBody,
    answer: draftSaved,
    status: 201,
    handle: ({ context, params, body }) => correctVoucher(context, params.id, body),
  }),
];

const helping = [
  route({
    method: 'get',
    path: '/voucher-templates',
    summary: 'Lines to begin a voucher with, by name',
    action: 'voucher_template.list',
    roles: ['treasurer'],
    answer: z.object({ items: z.array(template) }),
    handle: ({ context }) => readTemplates(context),
  }),
  route({
    method: 'post',
    path: '/voucher-templates',
    summary: 'Keep lines under a name',
    action: 'voucher_template.save',
    roles: ['treasurer'],
    body: templateBody,
    answer: done,
    status: 201,
    handle: ({ context, body }) => saveTemplate(context, body),
  }),
  route({
    method: 'get',
    path: '/voucher-words',
    summary: 'One word for vouchers or three, and whether that may change now',
    action: 'voucher_words.read',
    roles: readers,
    answer: voucherWordsNow,
    handle: ({ context }) => readWords(context),
  }),
  route({
    method: 'post',
    path: '/voucher-words',
    summary: 'Choose one word for vouchers or three, before the first of a new month',
    action: 'voucher_words.choose',
    roles: ['treasurer'],
    body: voucherWordsBody,
    answer: z.object({ words: voucherWords }),
    handle: ({ context, body }) => changeWords(context, body.words),
  }),
];

/** The endpoints of vouchers by hand, corrections, templates and words. */
export const draftRoutes = [...reading, ...preparing, ...deciding, ...correcting, ...helping];
