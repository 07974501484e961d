"""A chat model of two small layers with a tokenizer of its own, made on the spot: real files, random weights."""

from __future__ import annotations

from pathlib import Path

WORDS = "ruth took the wheel at six tom sold organ in hull for ninety pounds who drives question manuscript".split()
TEMPLATE = (
    "{% for m in messages %}<|{{ m['role'] }}|>{{ m['content'] }}{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)


def make_tiny_model(folder: Path, system_role: bool = True, chat: bool = True, context: int = 8192) -> Path:
    """Write a GPT-2 of two layers and 16 dimensions to `folder`; seconds, offline. Its replies are nonsense."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

    torch.manual_seed(7)
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=["<|end|>", "<|system|>", "<|user|>", "<|assistant|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator([" ".join(WORDS)] * 20, trainer)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<|end|>", pad_token="<|end|>")
    if chat:
        refusal = "{% if messages[0]['role'] == 'system' %}{{ raise_exception('no system role') }}{% endif %}"
        fast.chat_template = TEMPLATE if system_role else refusal + TEMPLATE
    fast.save_pretrained(folder)
    config = GPT2Config(
        vocab_size=len(fast), n_positions=context, n_embd=16, n_layer=2, n_head=2,
        eos_token_id=fast.eos_token_id, bos_token_id=fast.eos_token_id,
    )  # fmt: skip
    GPT2LMHeadModel(config).save_pretrained(folder)
    return folder
