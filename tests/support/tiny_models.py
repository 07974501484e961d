"""Real sentence-transformers models made on the spot: random BERTs of two layers, saved in folders."""

from __future__ import annotations

import itertools
from pathlib import Path

WORDS = """the a she he it in on at of to and who what where did does is was drove drives sleeps slept van bus road sea
rain contract clause nine singer manager label guitar dog night money red green grey eyes hull leeds door song says
asked query passage answer mara dex ruth""".split()


def tokenizer(folder: Path) -> None:
    """A WordPiece tokenizer: the words above, letters, and pieces of letters."""
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer
    from tokenizers.processors import TemplateProcessing
    from transformers import BertTokenizerFast

    letters = [chr(n) for n in range(ord("a"), ord("z") + 1)]
    marks = list(".,!?:;'\"()-[]")
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    pieces = [*special, *marks, *WORDS, *letters, *(f"##{c}" for c in letters), *map(str, range(10))]
    vocabulary = {piece: n for n, piece in enumerate(dict.fromkeys(pieces))}
    made = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
    made.normalizer = BertNormalizer(lowercase=True)
    made.pre_tokenizer = BertPreTokenizer()
    cls, sep = vocabulary["[CLS]"], vocabulary["[SEP]"]
    made.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", cls), ("[SEP]", sep)]
    )
    BertTokenizerFast(tokenizer_object=made).save_pretrained(str(folder))


def bert(folder: Path, *, width: int = 32, seed: int = 7, scores: bool = False) -> Path:
    """A BERT checkpoint with random weights; with `scores` one that scores pairs."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertModel

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer(folder)
    config = BertConfig(
        vocab_size=160,
        hidden_size=width,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=2 * width,
        max_position_embeddings=128,
        initializer_range=0.3,
        num_labels=1,
    )
    torch.manual_seed(seed)
    (BertForSequenceClassification if scores else BertModel)(config).eval().save_pretrained(str(folder))
    return folder


def sentence_model(
    folder: Path,
    *,
    width: int = 32,
    seed: int = 7,
    pooling: str = "mean",
    normalize: bool = True,
    prompts: dict[str, str] | None = None,
    dense: int = 0,
) -> Path:
    """A SentenceTransformer. `dense` adds a layer of that many numbers behind the pooling."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Normalize, Transformer
    from sentence_transformers.base.modules.dense import Dense
    from sentence_transformers.sentence_transformer.modules import Pooling

    base = Transformer(str(bert(folder.with_name(folder.name + "-bert"), width=width, seed=seed)), max_seq_length=64)
    modules = [base, Pooling(width, pooling_mode=pooling)]
    torch.manual_seed(seed)
    modules += [Dense(width, dense)] if dense else []
    modules += [Normalize()] if normalize else []
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save_pretrained(str(folder))
    return folder


def static_model(folder: Path) -> Path:
    """A StaticEmbedding model: a table of words, no tokens in context."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

    tokenizer(folder.with_name(folder.name + "-words"))
    words = Tokenizer.from_file(str(folder.with_name(folder.name + "-words") / "tokenizer.json"))
    torch.manual_seed(5)
    SentenceTransformer(modules=[StaticEmbedding(words, embedding_dim=24)], device="cpu").save_pretrained(str(folder))
    return folder


def multi_vector_model(folder: Path, *, width: int = 32, narrow: int = 16, markers: bool = True) -> Path:
    """A ColBERT-type model: tokens projected to `narrow` numbers, a marker before questions and passages."""
    import torch
    from sentence_transformers import MultiVectorEncoder
    from sentence_transformers.base.modules import Normalize, Transformer
    from sentence_transformers.base.modules.dense import Dense
    from sentence_transformers.multi_vector_encoder.modules import MultiVectorMask

    base = Transformer(str(bert(folder.with_name(folder.name + "-bert"), width=width)), max_seq_length=64)
    torch.manual_seed(3)
    keys = {"module_input_name": "token_embeddings", "module_output_name": "token_embeddings"}
    modules = [base, Dense(width, narrow, bias=False, activation_function=None, **keys), MultiVectorMask()]
    modules.append(Normalize(**keys))
    prompts = {"query": "query: ", "document": "passage: "} if markers else None
    MultiVectorEncoder(modules=modules, prompts=prompts, device="cpu").save_pretrained(str(folder))
    return folder


def cross_encoder(folder: Path) -> Path:
    """A CrossEncoder with random weights."""
    from sentence_transformers import CrossEncoder

    base = bert(folder.with_name(folder.name + "-bert"), scores=True)
    CrossEncoder(str(base), device="cpu", max_length=128).save_pretrained(str(folder))
    return folder


def passages(count: int, words: int = 12) -> list[str]:
    """Sentences of known words, none like the other."""
    step = itertools.count()
    return [" ".join(WORDS[(next(step) * 7 + n) % len(WORDS)] for _ in range(words)) + "." for n in range(count)]
