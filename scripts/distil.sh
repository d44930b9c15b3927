#!/usr/bin/env bash
# From training pairs to a distilled int8 model, one step a call: distil.sh teacher|student|export|eval.
# docs/DISTILLING.md says what must be there before and how long each step takes.
set -euo pipefail

usage="usage: distil.sh teacher|student|export|eval, with DATA, TEACHER_BASE, STUDENT_BASE and OUT set (docs/DISTILLING.md)"
step=${1:?$usage}
: "${DATA:?$usage}" "${TEACHER_BASE:?$usage}" "${STUDENT_BASE:?$usage}" "${OUT:?$usage}"
scripts=$(dirname "$0")
python=${PYTHON:-python3}
dev=("$DATA/dev.jsonl.gz" "$DATA/slots_dev.jsonl.gz")

# train NAME ARGUMENT...: goes on where the last call stopped. MORE is for arguments of a try on a small machine.
train() {
    read -ra more <<<"${MORE:-}"
    "$python" "$scripts/train_nli.py" --out "$OUT/$1" --log "$OUT/TRAINING.md" --dev "${dev[@]}" --dev-minutes 6 \
        --save-minutes 2 --call-minutes "${CALL_MINUTES:-8.5}" --budget 8000 "${@:2}" "${more[@]}"
}

case $step in
teacher)
    read -ra budget <<<"${TEACHER_BUDGET:---minutes 14}"
    train teacher --base "$TEACHER_BASE" --base-name "$(basename "$TEACHER_BASE")" --lr 5e-5 --dropout 0.1 --smoothing 0 "${budget[@]}" \
        --data "$DATA/train.jsonl.gz=0.6" "$DATA/train_extra.jsonl.gz=0.05" "$DATA/slots.jsonl.gz=0.35"
    ;;
student)
    read -ra budget <<<"${STUDENT_BUDGET:---minutes 7}"
    train student --base "$STUDENT_BASE" --lr 2e-4 --teacher "$OUT/teacher/model" "${budget[@]}" \
        --data "$DATA/train.jsonl.gz=0.45" "$DATA/train_extra.jsonl.gz=0.03" "$DATA/slots.jsonl.gz=0.27" \
        "$DATA/claim_pairs.jsonl.gz=0.25"
    ;;
export)
    "$python" "$scripts/export_nli.py" --model "$OUT/student/model" --dev "${dev[@]}" --out "$OUT/nli" \
        --calibrate "$DATA/train.jsonl.gz=0.6" "$DATA/slots.jsonl.gz=0.4"
    ;;
eval)
    "$python" "$scripts/nli_eval.py" --dev "${dev[@]}" --model "$OUT/nli"
    ;;
*)
    echo "$usage" >&2
    exit 2
    ;;
esac
