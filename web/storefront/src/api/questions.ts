import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { operations } from "../../../../client/src/schema.ts";
import { asShopper, dataOf, shop } from "./client.ts";

type QuestionPage = operations["listQuestions"]["responses"][200]["content"]["application/json"];
type AnswerPage = operations["listAnswers"]["responses"][200]["content"]["application/json"];
export type Question = QuestionPage["items"][number];
export type Answer = Question["answers"][number];
export type NewText = operations["createQuestion"]["requestBody"]["content"]["application/json"];

const PAGE_SIZE = 5;
const ANSWERS_PAGE_SIZE = 10;

export const questionList = (productId: number) =>
  infiniteQueryOptions({
    queryKey: ["questions", productId],
    initialPageParam: null as string | null,
    getNextPageParam: (page: QuestionPage) => page.nextCursor,
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: PAGE_SIZE, ...(pageParam !== null && { cursor: pageParam }) };
      return dataOf(shop.GET("/v1/products/{productId}/questions", { params: { path: { productId }, query }, signal }));
    },
  });

/** All answers of a question; its list carries only the first ones. */
export const answerList = (questionId: number) =>
  infiniteQueryOptions({
    queryKey: ["answers", questionId],
    initialPageParam: null as string | null,
    getNextPageParam: (page: AnswerPage) => page.nextCursor,
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: ANSWERS_PAGE_SIZE, ...(pageParam !== null && { cursor: pageParam }) };
      return dataOf(shop.GET("/v1/questions/{questionId}/answers", { params: { path: { questionId }, query }, signal }));
    },
  });

export function useAsk(productId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewText) =>
      asShopper((client) => client.POST("/v1/products/{productId}/questions", { params: { path: { productId } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["questions", productId] }),
  });
}

export function useAnswer(productId: number, questionId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewText) =>
      asShopper((client) => client.POST("/v1/questions/{questionId}/answers", { params: { path: { questionId } }, body })),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["questions", productId] }),
        queries.invalidateQueries({ queryKey: ["answers", questionId] }),
      ]),
  });
}

/** One vote per shopper; a second one changes nothing. */
export const useVoteQuestion = () =>
  useMutation({
    mutationFn: (questionId: number) =>
      asShopper((client) => client.POST("/v1/questions/{questionId}/helpful", { params: { path: { questionId } } })),
  });

export const useReportQuestion = () =>
  useMutation({
    mutationFn: (questionId: number) =>
      asShopper((client) => client.POST("/v1/questions/{questionId}/report", { params: { path: { questionId } }, body: {} })),
  });

export const useVoteAnswer = () =>
  useMutation({
    mutationFn: (answerId: number) =>
      asShopper((client) => client.POST("/v1/answers/{answerId}/helpful", { params: { path: { answerId } } })),
  });

export const useReportAnswer = () =>
  useMutation({
    mutationFn: (answerId: number) =>
      asShopper((client) => client.POST("/v1/answers/{answerId}/report", { params: { path: { answerId } }, body: {} })),
  });
