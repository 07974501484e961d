"""Models inside this process: transformers models from a folder, or from what was downloaded. Downloads nothing."""

from __future__ import annotations

from typing import Any

from ..errors import ModelUnavailable, UnknownModel
from ..settings import Settings
from .opened import CONTEXT, OpenedModel, Turn

IN_PROCESS_TOKENS = 700  # longest reply
# Models that can think and answer straight away are told to answer: a thought takes minutes without a GPU.
STRAIGHT_AWAY = "{% set enable_thinking = false %}"
_THOUGHT_BEGINS = ("<think>", "<thinking>", "<thought>", "<reasoning>", "[THINK]", "<seed:think>")


def open_in_process(name: str, settings: Settings) -> OpenedModel:
    """The model in a folder, or one of that name in the local cache. Raises UnknownModel, ModelUnavailable."""
    try:
        from langchain_huggingface import ChatHuggingFace, HuggingFacePipeline
        from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationConfig, pipeline
        from transformers.utils import logging as hf_logging
    except ImportError as exc:
        raise UnknownModel("huggingface: models need `pip install langchain-huggingface transformers torch`.") from exc
    hf_logging.disable_progress_bar()
    try:
        tokenizer = AutoTokenizer.from_pretrained(name, local_files_only=True)
        model = AutoModelForCausalLM.from_pretrained(name, local_files_only=True, dtype="auto")
    except (OSError, ValueError) as exc:
        raise ModelUnavailable(
            f"The model {name} is not on this machine, or is no text model. Give its folder, or download it: "
            f"companion models --fetch --model huggingface:{name}"
        ) from exc
    if not getattr(tokenizer, "chat_template", None):
        raise ModelUnavailable(
            f"The model {name} has no chat template; choose one made for chat (often named -Instruct)."
        )
    if isinstance(tokenizer.chat_template, str):
        tokenizer.chat_template = STRAIGHT_AWAY + tokenizer.chat_template
    if settings.device != "cpu":
        model = model.to(_device(settings.device))  # type: ignore[arg-type]
    context = int(getattr(model.config, "max_position_embeddings", 0) or CONTEXT)
    # langchain-huggingface passes no generation settings when it streams, so they are set on the model itself.
    model.generation_config = GenerationConfig(
        max_new_tokens=min(IN_PROCESS_TOKENS, max(16, context // 4)),
        do_sample=False,
        max_time=settings.model_timeout,
        repetition_penalty=1.05,
        eos_token_id=model.generation_config.eos_token_id or tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id if tokenizer.pad_token_id is not None else tokenizer.eos_token_id,
    )
    turn = _stoppable(model)
    writer = pipeline("text-generation", model=model, tokenizer=tokenizer, return_full_text=False)
    chat = ChatHuggingFace(
        llm=HuggingFacePipeline(pipeline=writer, model_id=name, pipeline_kwargs={"return_full_text": False}),
        tokenizer=tokenizer,
        model_id=name,
    )
    return OpenedModel(
        f"huggingface:{name}",
        chat,
        False,
        "inside this program",
        context=min(context, CONTEXT),
        system_role=_takes_system(tokenizer),
        timeout=settings.model_timeout,
        counter=lambda text: len(tokenizer(text, add_special_tokens=False)["input_ids"]),
        reads=900,  # without a GPU every thousand tokens are half a minute
        searches=0,
        thinks=_begins_thinking(tokenizer),
        turn=turn,
    )


def _stoppable(model: Any) -> Turn:
    """Let a model's `generate` be ended from outside, by the turn that is returned.

    langchain-huggingface generates in a thread of its own, which goes on to the last token when nobody reads any more.
    """
    from transformers import StoppingCriteria, StoppingCriteriaList

    generate, turn = model.generate, Turn()

    class Halted(StoppingCriteria):
        def __call__(self, input_ids: Any, scores: Any, **kwargs: Any) -> Any:
            import torch

            return torch.full((input_ids.shape[0],), turn.halted.is_set(), dtype=torch.bool, device=input_ids.device)

    def stoppable(*args: Any, stopping_criteria: Any = None, **kwargs: Any) -> Any:
        turn.idle.clear()
        try:
            criteria = StoppingCriteriaList([*(stopping_criteria or ()), Halted()])
            return generate(*args, stopping_criteria=criteria, **kwargs)
        finally:
            turn.idle.set()

    model.generate = stoppable
    return turn


def _device(wanted: str) -> str:
    import torch

    if wanted != "auto":
        return wanted
    return "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"


def _takes_system(tokenizer: Any) -> bool:
    from jinja2.exceptions import TemplateError

    try:
        rendered = tokenizer.apply_chat_template(
            [{"role": "system", "content": "probe-word"}, {"role": "user", "content": "x"}], tokenize=False
        )
    except TemplateError:
        return False
    return "probe-word" in rendered


def _begins_thinking(tokenizer: Any) -> bool:
    """Whether the template itself opens a thought, so that a reply has only the end of it."""
    prompt = tokenizer.apply_chat_template(
        [{"role": "user", "content": "x"}], tokenize=False, add_generation_prompt=True
    )
    return prompt.rstrip().endswith(_THOUGHT_BEGINS)
